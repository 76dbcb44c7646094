import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { newestFirst } from '../../edition/model/newest-first.ts'
import type { Publication } from '../../publication/publication.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import { followMove } from '../../subscription/states/find-moved-reader.ts'
import { formerIds } from '../../subscription/states/former-addresses.ts'
import type { SubscriberId } from '../../subscription/states/reader-id.ts'
import { type Active, type ReaderRow, waitingOf } from '../../subscription/states/subscriber.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch, Welcoming } from '../ledger/batch.ts'
import type { DueBatchesTable } from '../ledger/due-batch.table.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import { packRecipients } from '../ledger/plan-step.ts'
import type { BatchMessage } from '../ledger/queue-messages.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import { mayNotBegin, type Send, type SendId, sendIdOf } from '../ledger/send.ts'

export type WelcomeDeps = {
  sends: Pick<SendsTable, 'get' | 'create'>
  openSends: Pick<OpenSendsTable, 'add'>
  dueBatches: Pick<DueBatchesTable, 'add'>
  batches: Pick<BatchesTable, 'get' | 'add' | 'reopen' | 'rewelcome'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined>; issues(): Promise<PublishedIssue[]> }
  subscribers: { get(id: string): Promise<ReaderRow | undefined> }
  queue: { send(messages: BatchMessage[]): Promise<void> }
  series: Publication['welcome']
  time: Pick<DatabaseClock, 'earliest'>
}

export type Welcomed = 'welcomed' | 'not-confirmed' | 'nothing-to-send'

type WelcomeEntry = Publication['welcome'][number]

const day = 86_400_000
/** The message is queued just before the reader's row is written; after this many ms it is written or never will be. */
const patienceMs = 60_000

/**
 * Gives a new reader a batch in each send of the welcome series. Each send gathers the readers of one month, so that it
 * finishes and can be accounted for; a reader is in it once, however often they confirm.
 * @throws while the reader may still be confirmed, or while the latest issue is just beginning to be sent, so that the
 *   message is redelivered
 */
export const createWelcome =
  (deps: WelcomeDeps) =>
  async (id: string, askedAt: number): Promise<Welcomed> => {
    const row = await deps.subscribers.get(id)
    // Who has moved since has their letters, as what was planned, by the id that they confirmed by.
    const reader = row?.status === 'moved' ? (await followMove(row, deps.subscribers.get)).person : row
    if (reader?.status !== 'active') {
      if (waitingOf(reader, deps.time.earliest()) && deps.time.earliest() - askedAt < patienceMs)
        throw new Error('The reader is not confirmed yet')
      return 'not-confirmed'
    }
    let outcome: Welcomed = 'nothing-to-send'
    for (const entry of deps.series) {
      const issue = await issueOf(deps, entry, askedAt)
      if (!issue?.editions[reader.language]) continue
      await join(deps, { entry, issue, reader, id })
      outcome = 'welcomed'
    }
    return outcome
  }

/**
 * `latest`: the latest issue sent and not stopped. Whether the reader already has it is decided when the mail's turn
 * comes.
 */
const issueOf = async (
  { editions, sends, series, time }: WelcomeDeps,
  { issue }: WelcomeEntry,
  askedAt: number,
) => {
  if (issue !== 'latest') return editions.issue(issue)
  const all = (await editions.issues()).filter(({ id }) => !series.some((entry) => entry.issue === id))
  for (const one of newestFirst(all)) {
    const digest = await sends.get(sendIdOf(one.id, 'digest'))
    if (digest && isBeginning(digest, time.earliest(), askedAt))
      throw new Error(`${digest.id} is just beginning`)
    if (digest?.frozen && !digest.cancelledAt) return one
  }
  return undefined
}

/**
 * A freeze carries its starting time but is written slightly later; a reader who confirms in between is not planned.
 */
const beginsForMs = 10 * 60_000

/** Whether a send may be freezing its audience right now. Whether it includes a new reader is clear a moment later. */
const isBeginning = (send: Send, now: number, askedAt: number): boolean => {
  if (send.frozen || send.cancelledAt || mayNotBegin(send)) return false
  const due = Date.parse(send.at ?? send.requestedAt)
  return due <= now && now < Math.max(due, askedAt) + beginsForMs
}

type Joining = { entry: WelcomeEntry; issue: PublishedIssue; reader: Active; id: SubscriberId }

const join = async (deps: WelcomeDeps, joining: Joining): Promise<void> => {
  const { sends, openSends, dueBatches, batches, queue, time } = deps
  const { entry, issue, reader } = joining
  const { value: send } = await sends.create(seriesOf(joining))
  const ids = [...new Set([joining.id, reader.id, ...formerIds(reader)])]
  const id = await keyIn(deps, send.id, ids)
  const others = ids.filter((one) => one !== id)
  const due = Date.parse(reader.confirmedAt) + entry.days * day
  const welcome: Welcoming = {
    confirmedAt: reader.confirmedAt,
    revision: reader.revision,
    edition: issue.editions[reader.language]!,
    ...(entry.issue === 'latest' && {
      unlessIn: sendIdOf(issue.id, 'digest'),
      ...(others.length > 0 && { alsoAs: others }),
    }),
  }
  // First write what the sweeper needs, in this order: it forgets a series that has nothing due.
  await dueBatches.add(send.id, id, due)
  await openSends.add(send.id)
  const now = time.earliest()
  const standing = await batches.add(send.id, {
    key: id,
    size: 1,
    candidates: 1,
    excluded: {},
    codes: '.',
    hintedAt: due <= now ? now : 0,
    closed: false,
    attempt: 0,
    due,
    welcome,
    // All topics, because a welcome mail is for everybody.
    recipients: packRecipients([{ id, language: reader.language, topics: [] }]),
  })
  const isReopened = await renew(deps, send.id, { standing, welcome, due })
  if (isReopened) {
    // A sweeper that saw the batch closed meanwhile removed its entries.
    await dueBatches.add(send.id, id, due)
    await openSends.add(send.id)
  }
  if (due <= now) await queue.send([{ send: send.id, batch: id }])
}

/** The id by which a reader is in a send already, or the first: who has moved is in it once, too. */
const keyIn = async (
  { batches }: Pick<WelcomeDeps, 'batches'>,
  send: SendId,
  ids: readonly SubscriberId[],
): Promise<SubscriberId> => {
  const [first] = ids
  if (ids.length > 1) for (const id of ids) if (await batches.get(send, id)) return id
  return first!
}

/** Outcome codes of readers who never had the mail: if they come back in the same month, they may still get it. */
const neverHadIt = 'USPGVZMrmx'

/**
 * A reader who left and came back within a month already has a batch. It now serves their return, unless it already
 * delivered the mail.
 * @returns whether a closed batch was reopened
 * @throws while the batch is under way, so that the message is redelivered
 */
const renew = async (
  { batches, time }: WelcomeDeps,
  send: SendId,
  { standing, welcome, due }: { standing: Batch; welcome: Welcoming; due: number },
): Promise<boolean> => {
  if (!standing.welcome || standing.welcome.confirmedAt === welcome.confirmedAt) return false
  // Another message for the same reader arrived first and was newer. Where they moved, another row counts revisions.
  const isOlder = welcome.alsoAs
    ? standing.welcome.confirmedAt > welcome.confirmedAt
    : standing.welcome.revision > welcome.revision
  if (isOlder) return false
  if (standing.closed && !neverHadIt.includes(standing.codes)) return false
  const renewed = standing.closed
    ? await batches.reopen(send, standing.key, standing, '.', { welcome, due })
    : await batches.rewelcome(send, standing.key, standing, welcome, due, time.earliest())
  if (!renewed) throw new Error(`A letter of ${send} is under way to a reader who came back`)
  return standing.closed
}

const seriesOf = ({ entry, issue, reader }: Joining): Send => {
  const { id, editions, topics, forEverybody } = issue
  const at = reader.confirmedAt
  return {
    id: sendIdOf(id, `welcome-${entry.days}-${at.slice(0, 7)}`),
    issue: id,
    series: true,
    by: 'welcome',
    requestedAt: at,
    holds: {},
    frozen: { at, editions, topics, ...defined({ forEverybody }), ranges: 0 },
  }
}
