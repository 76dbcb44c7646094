import { isDeepStrictEqual } from 'node:util'
import type { Claim, Links } from '../../runtime/signed-links.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import type { Choice } from './choice.ts'
import { mailLimit } from './mail-limit.ts'
import { transition } from './state-machine.ts'
import type { Mailed, Subscriber } from './subscriber.ts'

export type PreferencesDeps = { subscribers: Subscribers; links: Pick<Links, 'verify'>; now: () => number }

export type Preferences =
  | { outcome: 'found'; subscriber: Subscriber; claim: Claim }
  /** `tell`: something changed, and the reader may be mailed about it. */
  | { outcome: 'saved'; subscriber: Subscriber; claim: Claim; tell: boolean }
  | { outcome: 'expired'; subscriber?: Subscriber | undefined }
  /** No such reader, or a reader who gets no issues now. */
  | { outcome: 'not-subscribed'; subscriber?: Subscriber | undefined }
  | { outcome: 'forged'; subscriber?: undefined }

/** A reader's preferences: `look` finds them; `save` changes them, for active readers only. */
export const createPreferences = ({ subscribers, links, now }: PreferencesDeps) => {
  const withClaim = async (
    token: string,
    go: (claim: Claim) => Promise<Preferences>,
  ): Promise<Preferences> => {
    const verified = links.verify(token, 'preferences', now())
    if (verified.outcome === 'forged') return { outcome: 'forged' }
    const { claim } = verified
    return verified.outcome === 'expired'
      ? { outcome: 'expired', subscriber: await subscribers.get(claim.subscriber) }
      : go(claim)
  }
  return {
    look: (token: string) =>
      withClaim(token, async (claim) => {
        const subscriber = await subscribers.get(claim.subscriber)
        return subscriber?.status === 'active'
          ? { outcome: 'found', subscriber, claim }
          : { outcome: 'not-subscribed', subscriber }
      }),
    save: (token: string, choice: Choice) =>
      withClaim(token, (claim) =>
        changeSubscriber<Preferences>(subscribers, claim.subscriber, (before) => {
          if (before?.status !== 'active')
            return { result: { outcome: 'not-subscribed', subscriber: before } }
          const choose = (mailed?: Mailed) => transition(before, { type: 'choose', choice, mailed }, now())
          const mailed = isDeepStrictEqual(choose(), before) ? undefined : mailLimit(before, now(), 0)
          const after = choose(mailed) ?? before
          return { after, result: { outcome: 'saved', subscriber: after, claim, tell: Boolean(mailed) } }
        }),
      ),
  }
}
export type PreferencesUseCase = ReturnType<typeof createPreferences>
