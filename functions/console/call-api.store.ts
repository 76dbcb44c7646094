import { randomUUID } from 'node:crypto'
import { ProblemDocument } from '../api/problems.ts'
import { edgeHeader } from '../subscription/settings.ts'
import type { CallApi, Reply } from './calls.ts'

export type ApiOptions = {
  url: string
  /** By it the API believes us for whom we call. */
  edgeKey: string
  fetch?: typeof fetch
}

/** ms. API Gateway gives up after 30 s, and the API's function long before. */
const patience = 20_000

/**
 * The API as the console calls it: over HTTP, so that the roles, the audit log and the problems are the API's alone, and this
 * function may do nothing itself.
 */
export const createCallApi =
  ({ url, edgeKey, fetch = globalThis.fetch }: ApiOptions) =>
  /** @param token of the person @param visitor their address, for the audit log */
  (token: string, visitor: string): CallApi =>
  async (route, { id = '', query = {}, body } = {}) => {
    const [method = '', path = ''] = route.split(' ')
    const to = new URL(path.replace(/\{\w+\}/, encodeURIComponent(id)), url)
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) to.searchParams.set(name, value)
    const isPost = method === 'POST'
    const request: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // A socket that slept through a frozen sandbox may be dead, and a POST that met it would be in doubt.
        connection: 'close',
        // API Gateway appends our own address, as it appends CloudFront's.
        'x-forwarded-for': visitor,
        [edgeHeader]: edgeKey,
        // So that it is done once, though it is asked for again where the answer was lost.
        ...(isPost && { 'content-type': 'application/json', 'idempotency-key': `"${randomUUID()}"` }),
      },
      ...(isPost && { body: JSON.stringify(body ?? {}) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }
    const answer = await fetch(to, request).catch((error: Error) => {
      if (error.name === 'TimeoutError') throw error
      return fetch(to, request)
    })
    const value: unknown = await answer.json()
    if (answer.ok) return { outcome: 'done', value } as Reply<never>
    // API Gateway's own refusals are no problem documents.
    const read = ProblemDocument.safeParse(value)
    return { outcome: 'refused', status: answer.status, problems: read.success ? read.data.problems : [] }
  }
