import type { Choice } from './choice.ts'
import {
  type Consent,
  type Mailed,
  personOf,
  present,
  type Subscriber,
  type SubscriberId,
  waitingOf,
} from './subscriber.ts'
import { causes, type SuppressionCause } from './suppression-cause.ts'

/** An event that may change a reader's row. Times are ISO 8601 in UTC. */
export type ReaderEvent =
  /**
   * Somebody, perhaps a stranger, sent the sign-up form. `until`: when an unconfirmed request lapses, Unix seconds;
   * `mailed`: the mail it causes, absent when there is none.
   */
  | {
      type: 'request'
      at: string
      id: SubscriberId
      email: string
      wanted: Choice & { consent: Consent }
      until: number
      mailed?: Mailed | undefined
    }
  /** The owner of the inbox pressed the button behind a confirmation link. */
  | { type: 'confirm'; at: string }
  /** A reader changed their preferences. */
  | { type: 'choose'; choice: Choice; mailed?: Mailed | undefined }
  | { type: 'leave'; at: string }
  /** A hard bounce, a complaint, or an admin. */
  | { type: 'suppress'; at: string; cause: SuppressionCause }
  /** An admin lets a suppressed reader ask again. That does not bring them back: it takes a new opt-in. */
  | { type: 'restore'; at: string }

export type ReaderState = 'nobody' | Subscriber['status']

/**
 * The state that each event leads to. Events not listed are refused: the row stays as it is. An `unsubscribed` row is
 * confirmed only while a request waits beside it.
 */
export const transitions: Record<ReaderState, Partial<Record<ReaderEvent['type'], ReaderState>>> = {
  nobody: { request: 'pending' },
  pending: { request: 'pending', confirm: 'active', leave: 'unsubscribed', suppress: 'suppressed' },
  active: { request: 'active', choose: 'active', leave: 'unsubscribed', suppress: 'suppressed' },
  unsubscribed: {
    request: 'unsubscribed',
    confirm: 'active',
    leave: 'unsubscribed',
    suppress: 'suppressed',
  },
  suppressed: { suppress: 'suppressed', restore: 'unsubscribed' },
}

/**
 * How an event changes a reader's row.
 * @param row as stored; undefined when there is none
 * @param now Unix ms, by which an unconfirmed request has lapsed or not
 * @returns undefined when the event is refused, or changes nothing
 */
export const transition = (
  row: Subscriber | undefined,
  event: ReaderEvent,
  now: number,
): Subscriber | undefined => {
  const before = present(row, now)
  if (!transitions[before?.status ?? 'nobody'][event.type]) return undefined
  switch (event.type) {
    case 'request':
      return requested(before, event, now)
    case 'confirm':
      return before && confirmed(before, event.at, now)
    case 'choose':
      return before && chosen(before, event)
    case 'leave':
      return before && left(before, event.at, now)
    case 'suppress':
      return before && suppressed(before, event.cause, event.at)
    case 'restore':
      return before && restored(before, event.at)
  }
}

/**
 * Anybody may send the form, so it changes nobody's state. An active reader's row only notes the mail; a former
 * reader's request waits beside their row. The form states every choice, so nothing of an earlier form remains. Without
 * a mail, only a request that is already waiting changes: the link already sent confirms it, and it lapses as before.
 */
const requested = (
  before: Subscriber | undefined,
  { at, id, email, wanted, until, mailed }: ReaderEvent & { type: 'request' },
  now: number,
): Subscriber | undefined => {
  if (before?.status === 'active') return mailed && { ...before, ...mailed }
  const waiting = waitingOf(before, now)
  const sent = mailed
    ? { until, ...mailed }
    : waiting && { until: waiting.expires, mailedAt: waiting.mailedAt, mails: waiting.mails }
  if (!sent) return undefined
  const { until: expires, ...mail } = sent
  if (before?.status === 'unsubscribed') return { ...before, request: { ...wanted, until: expires }, ...mail }
  return {
    id,
    email,
    ...wanted,
    createdAt: before?.createdAt ?? at,
    revision: before?.revision ?? 0,
    status: 'pending',
    expires,
    ...mail,
  }
}

/** Keeps the evidence of an earlier, ended subscription beside that of the new one. */
const confirmed = (row: Subscriber, at: string, now: number): Subscriber | undefined => {
  const waiting = waitingOf(row, now)
  if (!waiting) return undefined
  const { former = [], ...person } = personOf(waiting)
  const all = row.status === 'unsubscribed' ? [...former, { consent: row.consent, left: row.since }] : former
  return {
    ...person,
    ...(all.length > 0 && { former: all }),
    status: 'active',
    confirmedAt: at,
    consent: { ...waiting.consent, confirmedAt: at },
    mailedAt: waiting.mailedAt,
    mails: waiting.mails,
  }
}

const chosen = (
  before: Subscriber,
  { choice, mailed }: ReaderEvent & { type: 'choose' },
): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const { timeZone, fields, ...rest } = before
  return { ...rest, ...choice, ...mailed }
}

/** A former reader who merely withdraws a new request keeps the date on which they left. */
const left = (before: Subscriber, at: string, now: number): Subscriber | undefined => {
  if (before.status === 'unsubscribed' && !waitingOf(before, now)) return undefined
  const since = before.status === 'unsubscribed' ? before.since : at
  return { ...personOf(before), status: 'unsubscribed', since }
}

/** Only a weightier cause replaces a suppression. Keeps the date on which a former reader had left. */
const suppressed = (before: Subscriber, cause: SuppressionCause, at: string): Subscriber | undefined => {
  if (before.status === 'suppressed')
    return causes.indexOf(cause) > causes.indexOf(before.cause) ? { ...before, cause } : undefined
  const leftAt = before.status === 'unsubscribed' && { left: before.since }
  return { ...personOf(before), status: 'suppressed', cause, since: at, ...leftAt }
}

/** Back to where a new opt-in is needed, as if the reader had left when they did, or now. */
const restored = (before: Subscriber, at: string): Subscriber | undefined =>
  before.status === 'suppressed'
    ? { ...personOf(before), status: 'unsubscribed', since: before.left ?? at }
    : undefined
