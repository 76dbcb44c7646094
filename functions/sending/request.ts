import { createHash } from 'node:crypto'
import type { PublishedIssue } from '../edition/edition.table.ts'
import type { SchedulingMessage } from './messages.ts'
import type { SendsTable } from './send.table.ts'
import { type Send, sendIdOf } from './send.ts'

export type SendRequest = {
  issue: string
  /** ISO 8601 instant; absent = now. */
  at?: string
  /** Only to this address, as a test. */
  test?: { address: string; language?: string }
  /** Who asks; absent = `admin`. */
  by?: string
}

export type RequestDeps = {
  sends: Pick<SendsTable, 'create'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  queue: { send(messages: SchedulingMessage[]): Promise<void> }
  now: () => number
}

export type Requested =
  | { outcome: 'made' | 'already-made'; send: Send }
  | { outcome: 'not-published' }
  | { outcome: 'no-edition'; languages: string[] }
  | { outcome: 'in-the-past' }

/**
 * Makes a send because an admin says so. An issue has one digest send, whoever asks and however often;
 * tests are apart, each with a key of its own.
 */
export const createRequestSend =
  ({ sends, editions, queue, now }: RequestDeps) =>
  async ({ issue: id, at, test, by = 'admin' }: SendRequest): Promise<Requested> => {
    const issue = await editions.issue(id)
    if (!issue) return { outcome: 'not-published' }
    const languages = Object.keys(issue.editions)
    const language = test?.language ?? languages[0]!
    if (!languages.includes(language)) return { outcome: 'no-edition', languages }
    if (at && Date.parse(at) <= now()) return { outcome: 'in-the-past' }

    const requestedAt = new Date(now()).toISOString()
    const send: Send = {
      id: sendIdOf(id, test ? testPurpose(test.address, requestedAt) : 'digest'),
      issue: id,
      by,
      requestedAt,
      holds: {},
      ...(at && { at }),
      ...(test && { test: { address: test.address, language } }),
    }
    const { won, value } = await sends.create(send)
    // Asked again, the message is given again: the first may have died between the ledger and the queue.
    if (value.at) await queue.send([{ kind: 'schedule', send: value.id, at: value.at }])
    else await queue.send([{ kind: 'start', send: value.id }])
    return { outcome: won ? 'made' : 'already-made', send: value }
  }

const testPurpose = (address: string, at: string) =>
  `test-${createHash('sha256').update(`${address} ${at}`).digest('hex').slice(0, 8)}`
