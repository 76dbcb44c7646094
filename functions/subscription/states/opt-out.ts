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
  if (before.status !== 'unsubscribed')
    return { ...personOf(before), status: 'unsubscribed', since: at, ...(send && { leaving: { send } }) }
  const { since, leaving } = before
  if (!waitingOf(before, now)) return undefined
  return { ...personOf(before), status: 'unsubscribed', since, ...(leaving && { leaving }) }
}

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
  return { ...personOf(before), status: 'suppressed', cause, since: at, ...leftAt }
}

/** Back to where a new opt-in is needed, as if the reader had left when they did, or now. */
export const restored = (before: Subscriber, at: string): Subscriber | undefined =>
  before.status === 'suppressed'
    ? {
        ...personOf(before),
        status: 'unsubscribed',
        since: before.left ?? at,
        ...(before.leaving && { leaving: before.leaving }),
      }
    : undefined
