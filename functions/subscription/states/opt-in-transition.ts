import { type Consent, isImported } from './consent.ts'
import { leftAs } from './opt-out-transition.ts'
import type { EventOf } from './reader-event.ts'
import { type Mailed, personOf, type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'

/**
 * Anybody may send the form, so it changes nobody's state. An active reader's row only notes the mail; a former
 * reader's request waits beside their row. The form states every choice, so nothing of an earlier form remains. Without
 * a mail, only a request that is already waiting changes: the link already sent confirms it, and it lapses as before.
 */
export const requested = (
  before: Subscriber | undefined,
  event: EventOf<'request'>,
  now: number,
): Subscriber | undefined => {
  const { at, id, email, wanted, mailed } = event
  if (before?.status === 'active') return mailed && { ...before, ...mailed }
  const sent = sentWith(before, event, now)
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

/** The mail of a request, or the one of before by which it is confirmed, and when it lapses; undefined without either. */
export const sentWith = (
  before: ReaderRow | undefined,
  { until, mailed }: EventOf<'request'>,
  now: number,
): ({ until: number } & Mailed) | undefined => {
  if (mailed) return { until, ...mailed }
  const waiting = waitingOf(before, now)
  if (!waiting || waiting.mails === 0) return undefined
  return { until: waiting.expires, mailedAt: waiting.mailedAt, mails: waiting.mails }
}

/** Keeps the evidence of an earlier, ended subscription beside that of the new one; what was never confirmed is none. */
export const confirmed = (row: ReaderRow, at: string, now: number): Subscriber | undefined => {
  const waiting = waitingOf(row, now)
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
    consent: confirmedConsent(waiting.consent, at),
    mailedAt: waiting.mailedAt,
    mails: waiting.mails,
  }
}

const isYetToBeAsked = (consent: Consent): boolean => isImported(consent) && !consent.form

/** Whoever an import asked by mail confirms what the mail said. */
const confirmedConsent = (consent: Consent, at: string): Consent =>
  isImported(consent) && consent.form
    ? { ...consent, form: { ...consent.form, confirmedAt: at } }
    : { ...consent, confirmedAt: at }
