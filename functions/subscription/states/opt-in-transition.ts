import { defined } from '../../runtime/defined.ts'
import { perAddress } from '../limits/sign-up-limits.ts'
import { type Consent, isImported, signUpMark } from './consent.ts'
import { leftAs } from './opt-out-transition.ts'
import type { EventOf } from './reader-event.ts'
import {
  type Asked,
  personOf,
  type ReaderRow,
  type Subscriber,
  signUpsOf,
  type Waiting,
  waitingOf,
} from './subscriber.ts'
import { askDays, requestDays } from './unconfirmed-days.ts'

/**
 * Anybody may send the form, so it changes nobody's state, and nothing that another form asked for. An active reader's row only
 * notes the mail; a former reader's request waits beside their row, and any other after those that wait already. Each is
 * confirmed by the link that it has mailed, and states every choice. Without a mail nobody could confirm it: nothing changes.
 */
export const requested = (
  before: Subscriber | undefined,
  event: EventOf<'request'>,
  now: number,
): Subscriber | undefined => {
  const { at, id, email, wanted, mailed, until } = event
  if (!mailed) return undefined
  if (before?.status === 'active') return { ...before, ...mailed }
  const waiting = waitingOf(before, now)
  if (before?.status === 'unsubscribed')
    return { ...before, request: besides(waiting, wanted, until, now), ...mailed }
  const { until: expires, ...all } = besides(waiting, wanted, until, now)
  return {
    id,
    email,
    ...all,
    createdAt: before?.createdAt ?? at,
    revision: before?.revision ?? 0,
    status: 'pending',
    expires,
    ...mailed,
  }
}

/** As many as the limit of mails to an address lets wait at a time. */
const mostWaiting = perAddress.aDay * requestDays

/** A sign-up beside those that wait, if any do. @param until when the last of them lapses, Unix seconds */
export const besides = (
  waiting: Waiting | undefined,
  wanted: Asked,
  until: number,
  now: number,
): Asked & { later?: Asked[]; until: number } => {
  const before = waiting ? signUpsOf(waiting).filter((one) => !isOver(one, waiting, now)) : []
  const isThere = before.some(({ consent }) => signUpMark(consent) === signUpMark(wanted.consent))
  const [first, ...later] = isThere ? before : [...before, wanted].slice(-mostWaiting)
  return {
    ...first!,
    ...(later.length > 0 && { later }),
    until: before.length > 0 ? Math.max(until, waiting!.expires) : until,
  }
}

/** Whether a sign-up's own time is over, though others wait on. */
const isOver = ({ consent }: Asked, { createdAt }: Waiting, now: number): boolean => {
  const [since, days] = isImported(consent)
    ? [consent.form?.at ?? createdAt, askDays]
    : [consent.at, requestDays]
  return Date.parse(since) + days * 86_400_000 <= now
}

/** Keeps the evidence of an earlier, ended subscription beside that of the new one; what was never confirmed is none. */
export const confirmed = (row: ReaderRow, event: EventOf<'confirm'>, now: number): Subscriber | undefined => {
  const { at, signUp } = event
  const waiting = waitingOf(row, now, signUp)
  // Nothing was mailed yet by which they could have confirmed.
  if (!waiting || isYetToBeAsked(waiting.consent)) return undefined
  const { former = [], ...person } = personOf(waiting)
  const all =
    row.status === 'unsubscribed' && !row.unconfirmed
      ? [...former, { consent: row.consent, ...leftAs(row) }]
      : former
  return {
    ...person,
    ...(all.length > 0 && { former: all }),
    status: 'active',
    confirmedAt: at,
    consent: confirmedConsent(waiting.consent, event),
    mailedAt: waiting.mailedAt,
    mails: waiting.mails,
  }
}

const isYetToBeAsked = (consent: Consent): boolean => isImported(consent) && !consent.form

/** Whoever an import asked by mail confirms what the mail said. */
const confirmedConsent = (consent: Consent, { at, network }: EventOf<'confirm'>): Consent => {
  const how = { confirmedAt: at, ...defined({ confirmedNetwork: network }) }
  return isImported(consent) && consent.form
    ? { ...consent, form: { ...consent.form, ...how } }
    : { ...consent, ...how }
}
