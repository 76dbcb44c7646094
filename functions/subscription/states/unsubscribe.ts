import type { Links } from '../../runtime/signed-links.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { transition } from './machine.ts'
import { type Subscriber, waitingOf } from './subscriber.ts'

export type UnsubscribeDeps = { subscribers: Subscribers; links: Pick<Links, 'verify'>; now: () => number }

export type Unsubscribed =
  /** They get issues, or asked for them; only looking says so. */
  | { outcome: 'subscribed'; subscriber: Subscriber; send: string }
  /**
   * It is ended, now or since an earlier time. `send` = the mail whose link was used, if any; `left` = they got issues
   * until now.
   */
  | { outcome: 'ended'; subscriber: Subscriber; send: string; left?: true }
  /** Nobody (any more), or somebody who gets nothing already. */
  | { outcome: 'not-subscribed'; subscriber?: Subscriber | undefined; send: string }
  | { outcome: 'forged'; subscriber?: undefined }

/** A reader leaves. `look` changes nothing; `unsubscribe` ends it, and answers the same however often it is called. */
export const createUnsubscribe = ({ subscribers, links, now }: UnsubscribeDeps) => {
  const claimOf = (token: string) => {
    const verified = links.verify(token, 'unsubscribe', now())
    // CAN-SPAM wants a link that works for 30 days at least; whoever still has the mail can still leave with it.
    return verified.outcome === 'forged' ? undefined : verified.claim
  }
  return {
    look: async (token: string): Promise<Unsubscribed> => {
      const claim = claimOf(token)
      if (!claim) return { outcome: 'forged' }
      return stateOf(await subscribers.get(claim.subscriber), claim.send, now())
    },
    unsubscribe: async (token: string): Promise<Unsubscribed> => {
      const claim = claimOf(token)
      if (!claim) return { outcome: 'forged' }
      return changeSubscriber<Unsubscribed>(subscribers, claim.subscriber, (before) => {
        const state = stateOf(before, claim.send, now())
        if (state.outcome !== 'subscribed') return { result: state }
        const after = transition(before, { type: 'leave', at: new Date(now()).toISOString() }, now())
        // Of a sign-up that lapsed nothing is left to end.
        if (!after) return { result: { outcome: 'not-subscribed', send: claim.send } }
        const left = state.subscriber.status === 'active' && ({ left: true } as const)
        return { after, result: { outcome: 'ended', subscriber: after, send: claim.send, ...left } }
      })
    },
  }
}
export type Unsubscribe = ReturnType<typeof createUnsubscribe>

const stateOf = (subscriber: Subscriber | undefined, send: string, now: number): Unsubscribed => {
  if (subscriber && waitingOf(subscriber, now)) return { outcome: 'subscribed', subscriber, send }
  switch (subscriber?.status) {
    case 'pending':
    case 'active':
      return { outcome: 'subscribed', subscriber, send }
    case 'unsubscribed':
      return { outcome: 'ended', subscriber, send }
    default:
      return { outcome: 'not-subscribed', subscriber, send }
  }
}
