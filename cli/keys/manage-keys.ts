import type { Role } from '../../functions/access/role.ts'
import type { KeyAnswer, KeyShown, KeysAnswer, NewKeyAnswer } from '../../functions/api/answers/service.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

type Options = { api?: string }

/** Makes a key. It is printed this once, alone on its line, so that it can be piped to where secrets are kept. */
export const createKey = async (
  io: TerminalIo,
  name: string,
  { api, role, days }: Options & { role: Role; days?: number },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.post<NewKeyAnswer>('/api/keys', { name, role, days })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  io.print(reply.value.apiKey)
  io.complain(`This is the only time that it is shown: keep it as MASTHEAD_API_KEY where ${name} runs`)
  return 0
}

/** Lists the keys, without what they open with. */
export const listKeys = async (io: TerminalIo, { api }: Options): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.get<KeysAnswer>('/api/keys')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { keys, timeZone } = reply.value
  for (const line of table(keys.map((key) => cellsOf(key, timeZone)))) io.print(line)
  if (keys.length === 0) io.print('There are no keys: make one by masthead keys create')
  return 0
}

const cellsOf = ({ id, name, role, at, by, usedOn, expiresAt }: KeyShown, timeZone: string): string[] => [
  name,
  `mk_${id}_…`,
  role,
  usedOn ? `used on ${usedOn}` : 'never used',
  `made ${localTime(at, timeZone)} by ${by}`,
  expiresAt ? `ends ${localTime(expiresAt, timeZone)}` : '',
]

/** Ends a key, by its id or the start of it that the list shows. */
export const revokeKey = async (io: TerminalIo, typed: string, { api }: Options): Promise<number> => {
  const client = createClient(await findService(io, api))
  const id = typed.replace(/^mk_/, '').replace(/_.*$/, '')
  const reply = await client.post<KeyAnswer>(`/api/keys/${encodeURIComponent(id)}/revoke`, {})
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  io.print(`${reply.value.key.name} is revoked, and opens nothing in a minute at the latest`)
  return 0
}
