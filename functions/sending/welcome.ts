import type { PublishedIssue } from '../edition/edition.table.ts'
import { newestFirst } from '../edition/order.ts'
import type { Publication } from '../platform/publication.ts'
import { type Subscriber, waitingOf } from '../subscription/subscriber.ts'
import type { BatchesTable } from './batch.table.ts'
import type { BatchMessage } from './messages.ts'
import type { SendsTable } from './send.table.ts'
import { type Send, sendIdOf } from './send.ts'
import { packRecipients } from './step.ts'

export type WelcomeDeps = {
  sends: SendsTable
  batches: Pick<BatchesTable, 'add'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined>; issues(): Promise<PublishedIssue[]> }
  subscribers: { get(id: string): Promise<Subscriber | undefined> }
  queue: { send(messages: BatchMessage[]): Promise<void> }
  series: Publication['welcome']
  now: () => number
}

export type Welcomed = 'welcomed' | 'not-confirmed' | 'nothing-to-send'

type Reader = Subscriber & { status: 'active' }
type Letter = Publication['welcome'][number]

const day = 86_400_000
/** The message goes out just before the reader's row is written; by then it surely is, or never will be. */
const patienceMs = 60_000

/**
 * Gives a new reader a batch of their own in each send of the welcome series. A send gathers the readers of one month,
 * so that it comes to an end and can be accounted for; in it each reader is once, however often they confirm.
 * @throws while the reader is not confirmed yet but may still be, so that the message comes again
 */
export const createWelcome =
  (deps: WelcomeDeps) =>
  async (id: string, askedAt: number): Promise<Welcomed> => {
    const reader = await deps.subscribers.get(id)
    if (reader?.status !== 'active') {
      if (waitingOf(reader, deps.now()) && deps.now() - askedAt < patienceMs)
        throw new Error('The reader is not confirmed yet')
      return 'not-confirmed'
    }
    let outcome: Welcomed = 'nothing-to-send'
    for (const letter of deps.series) {
      const issue = await issueOf(deps, letter, reader)
      if (!issue?.editions[reader.language]) continue
      await join(deps, { letter, issue, reader })
      outcome = 'welcomed'
    }
    return outcome
  }

/** `latest`: what went out last before the reader came, so that nobody gets it twice. */
const issueOf = async ({ editions, sends, series }: WelcomeDeps, { issue }: Letter, reader: Reader) => {
  if (issue !== 'latest') return editions.issue(issue)
  const all = (await editions.issues()).filter(({ id }) => !series.some((letter) => letter.issue === id))
  for (const one of newestFirst(all)) {
    const sent = (await sends.get(sendIdOf(one.id, 'digest')))?.frozen?.at
    if (sent && sent < reader.confirmedAt) return one
  }
  return undefined
}

type Joining = { letter: Letter; issue: PublishedIssue; reader: Reader }

const join = async (
  { sends, batches, queue, now }: WelcomeDeps,
  { letter, issue, reader }: Joining,
): Promise<void> => {
  const { value: send } = await sends.create(seriesOf(letter, issue, reader))
  if (!isSame(send.frozen?.editions, issue.editions)) await sends.refresh(send.id, issue.editions)
  const due = Date.parse(reader.confirmedAt) + letter.days * day
  // What the sweeper goes by is written first, and in this order: it forgets a series in which nothing is due any more.
  await sends.due.add(send.id, reader.id, due)
  await sends.open.add(send.id)
  await batches.add(send.id, {
    key: reader.id,
    size: 1,
    candidates: 1,
    excluded: {},
    codes: '.',
    hintedAt: due <= now() ? now() : 0,
    closed: false,
    attempt: 0,
    due,
    // All topics: a letter of welcome is for everybody.
    recipients: packRecipients([{ id: reader.id, language: reader.language, topics: [] }]),
  })
  if (due <= now()) await queue.send([{ send: send.id, batch: reader.id }])
}

const seriesOf = (
  { days }: Letter,
  { id: issue, editions, topics, forEverybody }: PublishedIssue,
  reader: Reader,
): Send => {
  const at = reader.confirmedAt
  return {
    id: sendIdOf(issue, `welcome-${days}-${at.slice(0, 7)}`),
    issue,
    series: true,
    by: 'welcome',
    requestedAt: at,
    holds: {},
    frozen: { at, editions, topics, ...(forEverybody && { forEverybody }), ranges: 0 },
  }
}

const isSame = (a: Record<string, string> = {}, b: Record<string, string>): boolean =>
  Object.keys({ ...a, ...b }).every((language) => a[language] === b[language])
