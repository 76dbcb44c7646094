import type { Request } from '../../types.ts'
import type { AppClient } from '../app-client.ts'
import type { Pool } from '../pool.ts'

/**
 * The app client that a form comes from: by its id alone for a public one, by its secret too for one that has a secret,
 * in the header (RFC 6749 §2.3.1) or in the form.
 * @returns undefined when it is none of the pool's, or does not prove it
 */
export const authenticateClient = (
  { clients }: Pool,
  { headers }: Pick<Request, 'headers'>,
  form: URLSearchParams,
): AppClient | undefined => {
  const basic = basicOf(headers.authorization)
  const id = form.get('client_id') ?? basic?.id
  if (basic && basic.id !== id) return undefined
  const secret = basic?.secret ?? form.get('client_secret') ?? undefined
  return clients.find((client) => client.id === id && client.secret === secret)
}

const basicOf = (header = '') => {
  const [, encoded] = /^Basic (.+)$/i.exec(header) ?? []
  if (!encoded) return undefined
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString().split(':')
  return { id, secret }
}
