import type { Links } from '../../runtime/signed-links.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { transition } from './machine.ts'
import { present, type Subscriber, type SubscriberId, waitingOf } from './subscriber.ts'

export type ConfirmDeps = {
  subscribers: Subscribers
  links: Pick<Links, 'verify'>
  /**
   * Says that a reader is about to be confirmed; never throws, as a confirmation is worth more than a welcome.
   * @param at Unix ms
   */
  announce: (id: SubscriberId, at: number) => Promise<void>
  /** For what one's own clock may say: whether a link has expired. */
  now: () => number
  /**
   * For what others go by: when a reader confirmed, Unix ms by the database's clock. Asked after the reader's row was.
   */
  confirmedNow: () => number
}

export type Confirmed =
  /** Not confirmed yet; only looking says so. */
  | { outcome: 'waiting'; subscriber: Subscriber }
  /** Subscribed, now or since an earlier press of the button. */
  | { outcome: 'subscribed'; subscriber: Subscriber }
  | { outcome: 'expired'; subscriber?: Subscriber | undefined }
  /** There is no sign-up (any more) that this link could confirm. */
  | { outcome: 'gone'; subscriber?: Subscriber | undefined }
  | { outcome: 'forged'; subscriber?: undefined }

/**
 * The owner of an inbox confirms a sign-up. `look` changes nothing (mail scanners follow links); `confirm` activates,
 * and answers the same however often it is called.
 */
export const createConfirm = ({ subscribers, links, announce, now, confirmedNow }: ConfirmDeps) => {
  const withClaim = async (token: string, go: (id: string) => Promise<Confirmed>): Promise<Confirmed> => {
    const verified = links.verify(token, 'confirm', now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { subscriber: id } = verified.claim
    if (verified.outcome !== 'expired') return go(id)
    const row = await subscribers.get(id)
    return { outcome: 'expired', subscriber: waitingOf(row, now()) ?? row }
  }
  return {
    look: (token: string) => withClaim(token, async (id) => stateOf(await subscribers.get(id), now())),
    confirm: (token: string) =>
      withClaim(token, async (id) => {
        await subscribers.get(id)
        // Before the row is written, so that nobody is confirmed of whom nobody heard.
        await announce(id, confirmedNow())
        return changeSubscriber<Confirmed>(subscribers, id, (row) => {
          const at = new Date(confirmedNow()).toISOString()
          const after = transition(row, { type: 'confirm', at }, now())
          return after
            ? { after, result: { outcome: 'subscribed', subscriber: after } }
            : { result: stateOf(row, now()) }
        })
      }),
  }
}
export type Confirm = ReturnType<typeof createConfirm>

const stateOf = (row: Subscriber | undefined, now: number): Confirmed => {
  const subscriber = waitingOf(row, now) ?? present(row, now)
  if (subscriber?.status === 'pending') return { outcome: 'waiting', subscriber }
  if (subscriber?.status === 'active') return { outcome: 'subscribed', subscriber }
  return { outcome: 'gone', subscriber }
}
