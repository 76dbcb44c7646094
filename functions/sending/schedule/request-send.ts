import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import type { SchedulingMessage } from '../ledger/queue-messages.ts'
import type { Again, SendsTable } from '../ledger/send.table.ts'
import { type Filter, type Send, sendIdOf, toBeApproved } from '../ledger/send.ts'
import { dueOf } from './due-time.ts'
import { whyNobodyWaits } from './may-wait-again.ts'
import { putOffSlices } from './put-off-slices.ts'

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
  /** `false`: its domain is known to mailbox providers, says who asks, so it is not warmed up. */
  warmUp?: boolean
  /** A test to this address only. */
  test?: { address: string; language?: string }
  /** Who requested it; absent = `admin`. */
  by?: string
  /** The person behind `by`, as the user pool knows them, and their verified address. */
  person?: string | undefined
  email?: string | undefined
  /** The cancel that is taken back, by its time (`cancelledAt`): the send goes on for those whom it left out. */
  anew?: string
  /** Of a correction: what it says above the issue, by language. */
  note?: Record<string, string>
}

export type RequestDeps = {
  sends: Pick<SendsTable, 'get' | 'create' | 'askAnew' | 'takeCancelBack' | 'cancel' | 'lift' | 'putOff'>
  openSends: Pick<OpenSendsTable, 'add'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  queue: { send(messages: SchedulingMessage[]): Promise<void> }
  time: Pick<DatabaseClock, 'likely'>
  /** Sends to more readers wait for a second person; absent: none does. */
  approveAbove?: number | undefined
}

export type Requested =
  | { outcome: 'made' | 'already-made' | 'asked-anew'; send: Send }
  /** It had begun when it was cancelled: its time and its readers cannot be changed any more. */
  | { outcome: 'had-begun'; send: Send }
  /** It was for some readers when it was cancelled, and nothing is said of them now: it must not go to everybody. */
  | { outcome: 'for-whom'; send: Send }
  /** It is cancelled, and to whom it was to go is not kept any more. */
  | { outcome: 'forgotten'; send: Send }
  /** It had begun in languages in which the issue is not published any more. */
  | { outcome: 'dropped'; send: Send; languages: string[] }
  /** It has a correction, which is for whoever has it by now. */
  | { outcome: 'corrected'; send: Send }
  | { outcome: 'not-published' }
  | { outcome: 'no-edition'; languages: string[] }
  | { outcome: 'in-the-past' }

/**
 * Creates a send at an admin's request. An issue has one send for each purpose, whoever asks and however often; each
 * test has a key of its own.
 */
export const createRequestSend =
  ({ sends, openSends, editions, queue, time, approveAbove }: RequestDeps) =>
  async (request: SendRequest): Promise<Requested> => {
    const {
      issue: id,
      test,
      ownZones,
      filter,
      purpose = 'digest',
      by = 'admin',
      person,
      email,
      anew,
      warmUp,
      note,
    } = request
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
      ...toBeApproved(test ? undefined : approveAbove, requestedAt),
      ...defined({ person, email, at, ownZones, filter, note }),
      ...(warmUp === false && { allAtOnce: by }),
      ...(test && { test: { address: test.address, language } }),
    }
    // Open it before creating the send: if this dies between the ledger and the queue, the sweeper takes over.
    await openSends.add(send.id, now)
    const { won, value } = await sends.create(send)
    // Looked at again once it is made: who wants the issue taken down has said so before looking at its sends.
    if (won && !(await editions.issue(id))) {
      await sends.cancel(send.id, requestedAt, value, { ifUnbegun: true })
      return { outcome: 'not-published' }
    }
    const again = !won && anew !== undefined && value.cancelledAt === anew
    if (again && value.forgotten) return { outcome: 'forgotten', send: value }
    if (again && value.frozen && isOtherwise(request, value)) return { outcome: 'had-begun', send: value }
    if (again && !value.frozen && value.filter && !filter) return { outcome: 'for-whom', send: value }
    const dropped = Object.keys(value.frozen?.editions ?? {}).filter((one) => !languages.includes(one))
    if (again && dropped.length > 0) return { outcome: 'dropped', send: value, languages: dropped }
    const standing = again
      ? await askAnew({ sends, openSends, editions, time }, value, { ...send, editions: issue.editions })
      : value
    if (standing === 'taken-down') return { outcome: 'not-published' }
    if (standing === 'corrected') return { outcome: 'corrected', send: value }
    // Asked again, the message is given again at once.
    await queue.send([{ kind: standing.at ? 'schedule' : 'start', send: standing.id }])
    if (won) return { outcome: 'made', send: standing }
    const isOurs = again && standing.requestedAt === requestedAt && !standing.cancelledAt
    return { outcome: isOurs ? 'asked-anew' : 'already-made', send: standing }
  }

/** Whether a time or other readers are asked for than a send has that had begun, or another pace. */
const isOtherwise = ({ at, ownZones, filter, warmUp }: SendRequest, { filter: its, frozen }: Send): boolean =>
  at !== undefined ||
  ownZones !== undefined ||
  (warmUp === false && frozen?.warmUp !== undefined) ||
  (filter !== undefined && !isDeepStrictEqual(filter, its))

/**
 * Takes the cancel back that was seen: noted first, then the sweeper looks after it, then it takes effect. Who dies
 * before the sweeper knows leaves a cancelled send; after that it takes the cancel back.
 * @returns the send as it stands then; or why it stays cancelled
 */
const askAnew = async (
  {
    sends,
    openSends,
    editions: editionsNow,
    time,
  }: Pick<RequestDeps, 'sends' | 'openSends' | 'editions' | 'time'>,
  seen: Send,
  { editions, requestedAt, by, ...rest }: Again,
): Promise<Send | 'taken-down' | 'corrected'> => {
  const { person, email, at, ownZones, filter, allAtOnce, approval } = rest
  const again = {
    ...{ editions, requestedAt, by },
    ...defined({ person, email, at, ownZones, filter, allAtOnce, approval }),
  }
  const noted = await sends.askAnew(seen.id, seen, again)
  if (!noted?.cancelledAt || noted.reopening === undefined) return noted ?? seen
  // Looked at again after the note: who wants the issue taken down has said so before looking at its sends, and who corrects
  // the send has made the correction.
  const why = await whyNobodyWaits({ sends, editions: editionsNow }, seen)
  if (why) {
    await cancelAgain(sends, noted, noted.cancelledAt)
    return why
  }
  // Who gives it another time has seen that its own was missed.
  if (!seen.frozen && seen.holds.overdue) await sends.lift(seen.id, ['overdue'], false, seen.holds)
  await openSends.add(seen.id)
  await putOffSlices({ sends, time }, noted, noted.cancelledAt)
  return (await sends.takeCancelBack(seen.id, noted)) ?? noted
}

/** Cancels what was asked for anew, also where the sweeper took the cancel back meanwhile; no later asking of another's. */
const cancelAgain = async (
  sends: Pick<SendsTable, 'get' | 'cancel'>,
  noted: Send,
  cancelledAt: string,
): Promise<void> => {
  let seen: Send | undefined = noted
  while (seen?.requestedAt === noted.requestedAt && (!seen.cancelledAt || seen.reopening))
    seen = (await sends.cancel(noted.id, cancelledAt, seen)) ?? (await sends.get(noted.id))
}

const testPurpose = (address: string, at: string) =>
  `test-${createHash('sha256').update(`${address} ${at}`).digest('hex').slice(0, 8)}`
