import type { PublishedIssue } from '../edition/model/published-issue.ts'
import type { WebhookEvent } from '../events/webhook-event.ts'
import { defined } from '../runtime/defined.ts'
import { holdMark } from '../sending/ledger/announcing-sends.ts'
import type { Send } from '../sending/ledger/send.ts'
import { hasChanged } from '../subscription/states/reader-webhook-event.ts'
import { type ReaderRow, waitingOf } from '../subscription/states/subscriber.ts'
import { issuePath } from '../web/site-paths.ts'

export type DescribeDeps = {
  /** Consistent reads. */
  reader: (id: string) => Promise<ReaderRow | undefined>
  send: (id: string) => Promise<Send | undefined>
  /** The stamp of a send that the sweeper still watches. */
  openStamp: (id: string) => Promise<string | undefined>
  issue: (id: string) => Promise<PublishedIssue | undefined>
  siteUrl: string
  /** Unix ms. */
  now: () => number
}

/** Whether what was announced has been done, and what is told of it: what is so at this moment. */
export type Described = { happened: 'yes'; data: object } | { happened: 'no' | 'not-yet'; data?: object }

/**
 * Looks up what an event is about. Its announcement came before the deed, so whether that was done is looked at first.
 * @returns a function of an event, and of whether a reader's address and answers are told, too
 */
export const createDescribe =
  ({ reader, send, openStamp, issue, siteUrl, now }: DescribeDeps) =>
  async (event: WebhookEvent, withAddresses: boolean): Promise<Described> => {
    const [kind] = event.type.split('.')
    switch (kind) {
      case 'reader': {
        const row = await reader(event.about)
        const happened = hasChanged(row, event as Parameters<typeof hasChanged>[1])
        return happened === 'yes' && row
          ? { happened, data: { reader: readerTold(row, withAddresses, now()) } }
          : { happened: happened === 'yes' ? 'not-yet' : happened }
      }
      case 'send': {
        const found = await send(event.about)
        // A test is nothing of which anybody outside must know.
        if (found?.test) return { happened: 'no' }
        if (!found) return { happened: 'not-yet' }
        const isEnd = event.type === 'send.finished'
        const happened = hasCome(found, event, isEnd ? await openStamp(event.about) : undefined)
        return { happened, data: { send: sendTold(found) } }
      }
      case 'issue': {
        const found = await issue(event.about)
        if (
          !found ||
          found.publishedAt < event.mark ||
          (found.publishedAt === event.mark && found.unfinished)
        )
          return { happened: 'not-yet' }
        return found.gone
          ? { happened: 'no' }
          : { happened: 'yes', data: { issue: issueTold(found, siteUrl) } }
      }
      default:
        return { happened: 'yes', data: {} }
    }
  }
export type Describe = ReturnType<typeof createDescribe>

/** @param openStamp of the send, while it is watched: who watches it takes it for finished by forgetting it as it was then stamped */
const hasCome = (
  { frozen, holds }: Send,
  { type, mark }: WebhookEvent,
  openStamp: string | undefined,
): Described['happened'] => {
  if (type === 'send.started') return frozen ? 'yes' : 'not-yet'
  if (type === 'send.held')
    return Object.entries(holds).some(([cause, since]) => holdMark(cause, since) === mark) ? 'yes' : 'not-yet'
  if (openStamp === undefined) return 'yes'
  // Stamped anew, it goes on, and is over another time.
  return openStamp === mark ? 'not-yet' : 'no'
}

/** A reader by their keyed id. Their address, and what they wrote of themselves, only where the webhook is to have it. */
const readerTold = (row: ReaderRow, withAddresses: boolean, now: number) => {
  if (row.status === 'moved') return { id: row.id, status: row.status, movedTo: row.to }
  const isWaiting = waitingOf(row, now) !== undefined
  if (row.status === 'erased') return { id: row.id, status: row.status, ...(isWaiting && { isWaiting }) }
  const { id, status, language, topics, timeZone, createdAt, movedFrom } = row
  return {
    id,
    status,
    language,
    topics,
    createdAt,
    ...defined({
      timeZone,
      confirmedAt: row.status === 'active' ? row.confirmedAt : undefined,
      pausedUntil: row.status === 'active' ? row.paused?.until : undefined,
      since: row.status === 'unsubscribed' || row.status === 'suppressed' ? row.since : undefined,
      cause: row.status === 'suppressed' ? row.cause : undefined,
    }),
    ...(isWaiting && { isWaiting }),
    ...(movedFrom && { formerIds: movedFrom.map((one) => one.id) }),
    ...(withAddresses && { address: row.email, ...defined({ fields: row.fields }) }),
  }
}

const sendTold = ({ id, issue, at, frozen, holds, cancelledAt }: Send) => ({
  id,
  issue,
  ...defined({ at, startedAt: frozen?.at, cancelledAt }),
  holds,
})

const issueTold = (issue: PublishedIssue, siteUrl: string) => ({
  id: issue.id,
  publishedAt: issue.publishedAt,
  ...defined({ number: issue.number, title: issue.title, date: issue.date }),
  urls: Object.fromEntries(
    Object.keys(issue.editions).map((language) => [
      language,
      new URL(issuePath(language, issue.id), siteUrl).href,
    ]),
  ),
})
