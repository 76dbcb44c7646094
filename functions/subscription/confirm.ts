import type { Links } from '../platform/links.ts'
import { changeSubscriber, type Subscribers } from './change.ts'
import { personOf, present, type Subscriber, type SubscriberId } from './subscriber.ts'

export type ConfirmDeps = {
  subscribers: Subscribers
  links: Pick<Links, 'verify'>
  /** Says that a reader is about to be confirmed; never throws, as a confirmation is worth more than a welcome. */
  announce: (id: SubscriberId) => Promise<void>
  now: () => number
}

export type Confirmed =
  /** Not confirmed yet; only looking says so. */
  | { outcome: 'waiting'; subscriber: Subscriber }
  /** Subscribed, now or since an earlier press of the button. */
  | { outcome: 'subscribed'; subscriber: Subscriber }
  | { outcome: 'expired'; subscriber?: Subscriber }
  /** There is no sign-up (any more) that this link could confirm. */
  | { outcome: 'gone'; subscriber?: Subscriber }
  | { outcome: 'forged'; subscriber?: undefined }

/**
 * The owner of an inbox confirms a sign-up. `look` changes nothing (mail scanners follow links); `confirm` activates,
 * and answers the same however often it is called.
 */
export const createConfirm = ({ subscribers, links, announce, now }: ConfirmDeps) => {
  const withClaim = async (token: string, go: (id: string) => Promise<Confirmed>): Promise<Confirmed> => {
    const verified = links.verify(token, 'confirm', now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { subscriber: id } = verified.claim
    return verified.outcome === 'expired'
      ? { outcome: 'expired', subscriber: await subscribers.get(id) }
      : go(id)
  }
  return {
    look: (token: string) =>
      withClaim(token, async (id) => stateOf(present(await subscribers.get(id), now()))),
    confirm: (token: string) =>
      withClaim(token, async (id) => {
        // First, so that nobody is confirmed of whom nobody heard.
        await announce(id)
        return changeSubscriber<Confirmed>(subscribers, id, (row) => {
          const before = present(row, now())
          if (before?.status !== 'pending') return { result: stateOf(before) }
          const after = activated(before, new Date(now()).toISOString())
          return { after, result: stateOf(after) }
        })
      }),
  }
}
export type Confirm = ReturnType<typeof createConfirm>

const stateOf = (subscriber: Subscriber | undefined): Confirmed => {
  if (subscriber?.status === 'pending') return { outcome: 'waiting', subscriber }
  if (subscriber?.status === 'active') return { outcome: 'subscribed', subscriber }
  return { outcome: 'gone', subscriber }
}

const activated = (before: Subscriber & { status: 'pending' }, at: string): Subscriber => ({
  ...personOf(before),
  status: 'active',
  confirmedAt: at,
  consent: { ...before.consent, confirmedAt: at },
  mailedAt: before.mailedAt,
  mails: before.mails,
})
