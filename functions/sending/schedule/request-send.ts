import { createHash } from 'node:crypto'
import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import type { SchedulingMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { type Filter, type Send, sendIdOf } from '../ledger/send.ts'
import { spanOf } from './time-zone-slots.ts'

export type SendRequest = {
  issue: string
  /** The send's purpose, if not the digest: an issue has one send for each purpose. */
  purpose?: string
  /** ISO 8601 instant; absent = now. */
  at?: string
  /** Instead of `at`: local time (`2026-12-10T09:00:00`) at which each reader gets it by their own clock. */
  ownZones?: string
  /** Only readers who match. */
  filter?: Filter
  /** A test to this address only. */
  test?: { address: string; language?: string }
  /** Who requested it; absent = `admin`. */
  by?: string
}

export type RequestDeps = {
  sends: Pick<SendsTable, 'create'>
  openSends: Pick<OpenSendsTable, 'add'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  queue: { send(messages: SchedulingMessage[]): Promise<void> }
  time: Pick<DatabaseClock, 'likely'>
}

export type Requested =
  | { outcome: 'made' | 'already-made'; send: Send }
  | { outcome: 'not-published' }
  | { outcome: 'no-edition'; languages: string[] }
  | { outcome: 'in-the-past' }

/**
 * Creates a send at an admin's request. An issue has one send for each purpose, whoever asks and however often; each
 * test has a key of its own.
 */
export const createRequestSend =
  ({ sends, openSends, editions, queue, time }: RequestDeps) =>
  async (request: SendRequest): Promise<Requested> => {
    const { issue: id, test, ownZones, filter, purpose = 'digest', by = 'admin' } = request
    const issue = await editions.issue(id)
    if (!issue) return { outcome: 'not-published' }
    const languages = Object.keys(issue.editions)
    const language = test?.language ?? languages[0]!
    if (!languages.includes(language)) return { outcome: 'no-edition', languages }
    const at = dueOf(request, time.likely())
    if (at === 'past') return { outcome: 'in-the-past' }

    const now = time.likely()
    const requestedAt = new Date(now).toISOString()
    const send: Send = {
      id: sendIdOf(id, test ? testPurpose(test.address, requestedAt) : purpose),
      issue: id,
      by,
      requestedAt,
      holds: {},
      ...defined({ at, ownZones, filter }),
      ...(test && { test: { address: test.address, language } }),
    }
    // Open it before creating the send: if this dies between the ledger and the queue, the sweeper takes over.
    await openSends.add(send.id, now)
    const { won, value } = await sends.create(send)
    // A repeated request queues the message again at once.
    await queue.send([{ kind: value.at ? 'schedule' : 'start', send: value.id }])
    return { outcome: won ? 'made' : 'already-made', send: value }
  }

/** When a send is due, ISO 8601; undefined = now. By readers' own clocks, that is the time in the first zone. */
export const dueOf = (
  { at, ownZones }: Pick<SendRequest, 'at' | 'ownZones'>,
  now: number,
): string | undefined | 'past' => {
  if (ownZones) {
    const { first, last } = spanOf(ownZones)
    if (last <= now) return 'past'
    // Readers whose local time has already passed get it first; the others get it at their time.
    return first <= now ? undefined : new Date(first).toISOString()
  }
  return at && Date.parse(at) <= now ? 'past' : at
}

const testPurpose = (address: string, at: string) =>
  `test-${createHash('sha256').update(`${address} ${at}`).digest('hex').slice(0, 8)}`
