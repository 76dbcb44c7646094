import { createPlaceAt } from './address-owners.ts'
import { changeSubscriber, type Subscribers } from './change-subscriber.ts'
import type { NewAddress } from './former-addresses.ts'
import { linkDays } from './link-lifetimes.ts'
import type { ReaderIdOf } from './reader-id.ts'
import { transition } from './state-machine.ts'
import { type Active, personIn, type Subscriber } from './subscriber.ts'

/** What is asked of a reader's address, and whether it may be mailed there. */
export type AskedMove =
  /** The mail may go out. */
  | { outcome: 'asked'; subscriber: Active; newAddress: NewAddress }
  /** Nothing is mailed there: whoever has that address wants no mail. */
  | { outcome: 'unwanted' }
  | { outcome: 'not-subscribed' }

export type AskMoveDeps = { subscribers: Subscribers; idOf: ReaderIdOf; now: () => number }

/**
 * Notes that a reader wants their mail at another address. Nothing changes until its owner confirms it; a later wish takes
 * the place of this one, so only the last link works.
 */
export const createAskMove = ({ subscribers, idOf, now }: AskMoveDeps) => {
  const placeAt = createPlaceAt({ subscribers, idOf })
  return async (mover: Subscriber, email: string): Promise<AskedMove> => {
    const { id: to, row: there } = await placeAt(email, mover)
    if (there?.status === 'suppressed' || (there?.status === 'erased' && there.suppressed))
      return { outcome: 'unwanted' }
    const newAddress = { id: to, email, until: Math.floor(now() / 1000) + linkDays.move * 86_400 }
    return changeSubscriber<AskedMove>(subscribers, mover.id, (before) => {
      const after = personIn(transition(before, { type: 'ask-move', newAddress }, now()))
      return after?.status === 'active'
        ? { after, result: { outcome: 'asked', subscriber: after, newAddress } }
        : { result: { outcome: 'not-subscribed' } }
    })
  }
}
