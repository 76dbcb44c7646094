import { createPlaceAt } from '../subscription/states/address-owners.ts'
import { changeSubscriber, type Subscribers } from '../subscription/states/change-subscriber.ts'
import type { ReaderEvent } from '../subscription/states/reader-event.ts'
import type { ReaderIdOf, SubscriberId } from '../subscription/states/reader-id.ts'
import { transition } from '../subscription/states/state-machine.ts'
import { present } from '../subscription/states/subscriber.ts'
import { bounceOf, isRefusedForNow } from './hard-or-soft-bounce.ts'
import { addressesOf, createReadersOf } from './reader-of-event.ts'
import { isReadersComplaint, type Mail, type SesEvent } from './ses-event.ts'

export type ChangeReaderDeps = {
  subscribers: Subscribers
  /** Readers by any id that was ever theirs; see `createStanding`. */
  standing: Subscribers
  idOf: ReaderIdOf
  /** Unix ms. */
  now: () => number
}

/**
 * What an event did to its reader. `noted`: a soft bounce, or that a mail arrived after one; `already`: nothing new;
 * `nobody`: there is no such reader; `ignored`: it says nothing about its reader.
 */
export type Changed = 'suppressed' | 'noted' | 'left' | 'already' | 'nobody' | 'ignored'

/**
 * Changes readers as SES's events say: whose mail bounced for good, or for now again and again, and who complained is
 * suppressed. Amazon SES promises neither order nor single delivery of events (Developer Guide), so the outcome does not
 * depend on them: the weightier cause stays, and no event lifts any.
 *
 * Of a reader who has moved, bounces and deliveries are about the old address, which gets no mail any more, and say nothing
 * of the new one. A complaint, or leaving, is the reader's own word about the magazine, wherever it reached them: it holds
 * where they are, and no form mails the address that they complained from.
 */
export const createChangeReader = ({ subscribers, standing, idOf, now }: ChangeReaderDeps) => {
  const change = (id: SubscriberId, change: ReaderEvent): Promise<Changed> =>
    changeSubscriber<Changed>(isTheirWord(change) ? standing : subscribers, id, (before) => {
      if (!before) return { result: 'nobody' }
      const after = transition(before, change, now())
      if (!after) return { result: 'already' }
      if (change.type === 'leave') return { after, result: 'left' }
      return { after, result: after.status === 'active' ? 'noted' : 'suppressed' }
    })

  const readersOf = createReadersOf({ get: subscribers.get, idOf })
  const placeAt = createPlaceAt({ subscribers, idOf })
  /** Keeps mail from an address that its reader has left, unless another reader has it by now. */
  const blockLeft = async (address: string, at: string) => {
    const first = await subscribers.get(await idOf(address))
    if (first?.status !== 'moved' && !(first?.status === 'erased' && first.moved)) return
    const { id } = await placeAt(address)
    await changeSubscriber(subscribers, id, (row) => {
      const how = { at, cause: 'complaint' } as const
      const isWaiting = row?.status === 'pending' && present(row, now()) !== undefined
      // Of another reader, or of what is left of one, it is refused.
      const after = transition(
        row,
        isWaiting ? { type: 'suppress', ...how } : { type: 'block', id, ...how },
        now(),
      )
      return { ...(after && { after }), result: undefined }
    })
  }
  return async (event: SesEvent): Promise<Changed> => {
    const wanted = changeIn(event, now())
    if (!wanted || !event.mail) return 'ignored'
    const outcomes = await Promise.all(
      (await readersOf(event, event.mail)).map((reader) => change(reader, wanted)),
    )
    if (isTheirWord(wanted) && wanted.type === 'suppress')
      for (const address of addressesOf(event, event.mail)) await blockLeft(address, wanted.at)
    return outcomes.find((outcome) => outcome === 'suppressed') ?? outcomes[0] ?? 'nobody'
  }
}

const isTheirWord = (change: ReaderEvent): boolean =>
  change.type === 'leave' || (change.type === 'suppress' && change.cause === 'complaint')

/** @param now Unix ms */
const changeIn = (event: SesEvent, now: number): ReaderEvent | undefined => {
  const at = new Date(now).toISOString()
  const { send, bounced } = event.mail?.tags ?? {}
  switch (event.type) {
    case 'Complaint':
      return isReadersComplaint(event) ? { type: 'suppress', at, cause: 'complaint' } : undefined
    case 'Bounce':
      if (bounceOf(event) === 'hard') return { type: 'suppress', at, cause: 'bounce' }
      // A form's mail may be a stranger's doing.
      return send && isRefusedForNow(event)
        ? { type: 'soft-bounce', at, day: dayOf(event.mail, now) }
        : undefined
    case 'Subscription': {
      const { newTopicPreferences } = event.subscription
      return newTopicPreferences?.unsubscribeAll ? { type: 'leave', at, send: send?.[0] } : undefined
    }
    case 'other':
      // The sender of the mail knew of an earlier bounce and said so by a tag: who never bounced costs no read.
      return event.kind === 'Delivery' && send && bounced
        ? { type: 'reach', day: dayOf(event.mail, now) }
        : undefined
    default:
      return undefined
  }
}

/** The day on which SES took the mail; today where the event does not say it readably. @param now Unix ms */
const dayOf = (mail: Mail | undefined, now: number): string => {
  const taken = Date.parse(mail?.timestamp ?? '')
  return new Date(Number.isNaN(taken) ? now : taken).toISOString().slice(0, 10)
}
