import type { LeaveReason } from './leaving.ts'
import type { EventOf } from './reader-event.ts'
import { personOf, type Subscriber, waitingOf } from './subscriber.ts'
import { causes, type SuppressionCause } from './suppression-cause.ts'

/** When and how a former reader left, as other rows keep it. */
export const leftAs = ({ since, leaving }: Subscriber & { status: 'unsubscribed' }) => ({
  left: since,
  ...(leaving && { leaving }),
})

/** A former reader who merely withdraws a new request left when and how they did before. */
export const left = (
  before: Subscriber,
  { at, send }: EventOf<'leave'>,
  now: number,
): Subscriber | undefined => {
  const kept = { ...personOf(before), status: 'unsubscribed' as const, ...unconfirmedAs(before) }
  if (before.status !== 'unsubscribed') return { ...kept, since: at, ...(send && { leaving: { send } }) }
  const { since, leaving } = before
  if (!waitingOf(before, now)) return undefined
  return { ...kept, since, ...(leaving && { leaving }) }
}

/** That whoever ends now had never confirmed; an imported reader may have no time of it, and has consented all the same. */
const unconfirmedAs = (before: Subscriber): { unconfirmed?: true } =>
  before.status === 'pending' || ('unconfirmed' in before && before.unconfirmed) ? { unconfirmed: true } : {}

export const explained = (before: Subscriber, reason: LeaveReason): Subscriber | undefined =>
  before.status === 'unsubscribed' ? { ...before, leaving: { ...before.leaving, reason } } : undefined

/** Only a weightier cause replaces a suppression. Keeps when and how a former reader had left. */
export const suppressed = (
  before: Subscriber,
  cause: SuppressionCause,
  at: string,
): Subscriber | undefined => {
  if (before.status === 'suppressed')
    return causes.indexOf(cause) > causes.indexOf(before.cause) ? { ...before, cause } : undefined
  const leftAt = before.status === 'unsubscribed' && leftAs(before)
  return { ...personOf(before), status: 'suppressed', cause, since: at, ...leftAt, ...unconfirmedAs(before) }
}

/**
 * Back to where a new opt-in is needed, as if the reader had left when they did, or now. Who had only asked, and never left,
 * was nobody's reader: theirs is a sign-up that has lapsed, which the table deletes.
 */
export const restored = (before: Subscriber, at: string): Subscriber | undefined => {
  if (before.status !== 'suppressed') return undefined
  const person = personOf(before)
  const { left: since, leaving, unconfirmed } = before
  if (unconfirmed && !since) {
    const expires = Math.floor(Date.parse(at) / 1000)
    return { ...person, status: 'pending', expires, mailedAt: person.consent.at, mails: 0 }
  }
  return {
    ...person,
    status: 'unsubscribed',
    since: since ?? at,
    ...(leaving && { leaving }),
    ...(unconfirmed && { unconfirmed }),
  }
}
