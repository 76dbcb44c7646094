import type { Claim, Links } from '../../runtime/signed-links.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import { opens } from './former-addresses.ts'
import type { LeaveReason } from './leaving.ts'
import { transition } from './state-machine.ts'
import { personIn, type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'

export type UnsubscribeDeps = { subscribers: Subscribers; links: Pick<Links, 'verify'>; now: () => number }

/**
 * `anothers`: who came to this reader's address got the link, and may have passed it on. It stops mail, as any does, but its page
 * says nothing of the reader.
 */
type Anothers = { anothers?: true }

export type Unsubscribed =
  /** They get issues, or have asked for them. Only `look` returns this. */
  | ({ outcome: 'subscribed'; subscriber: Subscriber; send: string } & Anothers)
  /**
   * They are unsubscribed, now or since earlier. `send` = the send whose link was used, if any; `by` = the id in it;
   * `left` = they got issues until now.
   */
  | ({ outcome: 'ended'; subscriber: Subscriber; send: string; by: string; left?: true } & Anothers)
  /** No such reader (any more), or one who already gets nothing. */
  | ({ outcome: 'not-subscribed'; subscriber?: Subscriber | undefined; send: string } & Anothers)
  /** At which time, ISO 8601. */
  | { outcome: 'erased'; at: string; subscriber?: undefined; send: string }
  | { outcome: 'forged'; subscriber?: undefined }

/**
 * Unsubscribes a reader. `look` changes nothing; `unsubscribe` does it, and is idempotent; `explain` adds why they left.
 */
export const createUnsubscribe = ({ subscribers, links, now }: UnsubscribeDeps) => {
  const claimOf = (token: string) => {
    const verified = links.verify(token, 'unsubscribe', now())
    // CAN-SPAM wants a link that works for at least 30 days. Ours never expires: an old mail still lets its reader
    // leave.
    return verified.outcome === 'forged' ? undefined : verified.claim
  }
  return {
    look: async (token: string): Promise<Unsubscribed> => {
      const claim = claimOf(token)
      if (!claim) return { outcome: 'forged' }
      return stateOf(await subscribers.get(claim.subscriber), claim, now())
    },
    unsubscribe: async (token: string): Promise<Unsubscribed> => {
      const claim = claimOf(token)
      if (!claim) return { outcome: 'forged' }
      return changeSubscriber<Unsubscribed>(subscribers, claim.subscriber, (before) => {
        const state = stateOf(before, claim, now())
        if (state.outcome !== 'subscribed') return { result: state }
        const at = new Date(now()).toISOString()
        const after = transition(before, { type: 'leave', at, send: claim.send }, now())
        // There is nothing left to end of a sign-up that has lapsed.
        if (!after) return { result: { outcome: 'not-subscribed', send: claim.send } }
        const left = state.subscriber.status === 'active' && ({ left: true } as const)
        // Of an erased reader, who withdraws a new sign-up, nothing is left.
        const subscriber = personIn(after) ?? state.subscriber
        return {
          after,
          result: { ...state, outcome: 'ended', subscriber, by: claim.subscriber, ...left },
        }
      })
    },
    explain: async (token: string, reason: LeaveReason): Promise<Unsubscribed> => {
      const claim = claimOf(token)
      if (!claim) return { outcome: 'forged' }
      return changeSubscriber<Unsubscribed>(subscribers, claim.subscriber, (before) => {
        const after = opens(claim.subscriber, personIn(before))
          ? personIn(transition(before, { type: 'explain', reason }, now()))
          : undefined
        if (!after) return { result: stateOf(before, claim, now()) }
        return {
          after,
          result: { outcome: 'ended', subscriber: after, send: claim.send, by: claim.subscriber },
        }
      })
    },
  }
}
export type Unsubscribe = ReturnType<typeof createUnsubscribe>

const stateOf = (row: ReaderRow | undefined, { send, subscriber: by }: Claim, now: number): Unsubscribed => {
  const subscriber = row?.status === 'erased' ? waitingOf(row, now) : personIn(row)
  if (row?.status === 'erased' && !subscriber) return { outcome: 'erased', at: row.at, send }
  const anothers = !opens(by, subscriber) && ({ anothers: true } as const)
  if (subscriber && waitingOf(subscriber, now))
    return { outcome: 'subscribed', subscriber, send, ...anothers }
  switch (subscriber?.status) {
    case 'pending':
    case 'active':
      return { outcome: 'subscribed', subscriber, send, ...anothers }
    case 'unsubscribed':
      return { outcome: 'ended', subscriber, send, by, ...anothers }
    default:
      return { outcome: 'not-subscribed', subscriber, send, ...anothers }
  }
}
