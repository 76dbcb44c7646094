import { leftAs } from './opt-out.ts'
import type { EventOf } from './reader-event.ts'
import { personOf, type Subscriber, waitingOf } from './subscriber.ts'

/**
 * Anybody may send the form, so it changes nobody's state. An active reader's row only notes the mail; a former
 * reader's request waits beside their row. The form states every choice, so nothing of an earlier form remains. Without
 * a mail, only a request that is already waiting changes: the link already sent confirms it, and it lapses as before.
 */
export const requested = (
  before: Subscriber | undefined,
  { at, id, email, wanted, until, mailed }: EventOf<'request'>,
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

/** Keeps the evidence of an earlier, ended subscription beside that of the new one; what was never confirmed is none. */
export const confirmed = (row: Subscriber, at: string, now: number): Subscriber | undefined => {
  const waiting = waitingOf(row, now)
  if (!waiting) return undefined
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
    consent: { ...waiting.consent, confirmedAt: at },
    mailedAt: waiting.mailedAt,
    mails: waiting.mails,
  }
}
