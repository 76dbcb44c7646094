import type { ReaderAnswer } from '../../functions/api/answers/readers.ts'
import type { AuditAnswer } from '../../functions/api/answers/service.ts'
import type { StatusesAnswer } from '../../functions/api/answers/statuses.ts'
import { correctionName, hashedCorrection, type Sends } from '../send/correction-name.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { deedOf, movedOf, outcomeOf } from './act-in-words.ts'

type Entry = AuditAnswer['entries'][number]

/** Lists who did what, the newest first. */
export const showAudit = async (
  io: TerminalIo,
  { api, by, about, last }: { api?: string; by?: string; about?: string; last: number },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const id = await idOf(client, about)
  if (typeof id === 'object') return complainOf(io, id.problems)
  const entries: Entry[] = []
  let after: string | undefined
  let timeZone: string
  do {
    const query = new URLSearchParams(
      Object.entries({ by, about: id, after }).filter((pair): pair is [string, string] => !!pair[1]),
    )
    const reply = await client.get<AuditAnswer>(`/api/audit${query.size > 0 ? `?${query}` : ''}`)
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    entries.push(...reply.value.entries)
    after = reply.value.next
    timeZone = reply.value.timeZone
  } while (after && entries.length < last)
  const shown = entries.slice(0, last)
  io.answer({ entries: shown, timeZone })
  const sends = shown.some(isOfHash) ? await allSends(client) : undefined
  for (const line of table(shown.map((entry) => cellsOf(entry, timeZone, sends)))) io.print(line)
  if (shown.length === 0) io.print('The log has nothing of that')
  return 0
}

/** The log names readers by their ids; an address in a query would be in other logs. */
const idOf = async (client: Client, about: string | undefined) => {
  if (!about?.includes('@')) return about
  const reply = await client.post<ReaderAnswer>('/api/readers/find', { address: about })
  if (reply.outcome === 'refused') return { problems: reply.problems }
  return (reply.value.reader ?? reply.value.erased)?.id
}

const isOfHash = ({ about, result }: Entry): boolean => hashedCorrection.test(result?.about ?? about ?? '')

/** By which corrections have names; without an answer they keep their ids alone. */
const allSends = async (client: Client): Promise<Sends> => {
  const reply = await client.get<StatusesAnswer>('/api/sends')
  const sends = reply.outcome === 'refused' ? [] : reply.value.sends
  return new Map(sends.map(({ send }) => [send.id, send]))
}

/** What is meant by an id that says nothing. */
const nameOf = (entry: Entry, sends: Sends | undefined): string | undefined => {
  const send = isOfHash(entry) ? sends?.get(entry.result?.about ?? entry.about ?? '') : undefined
  const name = send && correctionName(send, sends!)
  return name && `(${name})`
}

const cellsOf = (entry: Entry, timeZone: string, sends: Sends | undefined): string[] => [
  localTime(entry.at, timeZone),
  entry.role ? `${entry.by} (${entry.role})` : entry.by,
  [deedOf(entry), nameOf(entry, sends), movedOf(entry, (at) => localTime(at, timeZone))]
    .filter(Boolean)
    .join(' '),
  outcomeOf(entry),
  `from ${entry.from}`,
]
