import { readAddress } from '../subscription/states/address.ts'
import { changeSubscriber, type Subscribers } from '../subscription/states/change-subscriber.ts'
import { transition } from '../subscription/states/machine.ts'
import type { ReaderIdOf, SubscriberId } from '../subscription/states/subscriber.ts'
import type { SuppressionCause } from '../subscription/states/suppression-cause.ts'
import { isPraise, type SesEvent } from './ses-event.ts'

export type SuppressDeps = { subscribers: Subscribers; idOf: ReaderIdOf; now: () => number }
export type Suppression = 'suppressed' | 'already' | 'nobody' | 'ignored'

/**
 * Stops mailing whoever a mail cannot reach or who complained of it. Events may come twice and in any order
 * (Amazon SES Developer Guide promises neither): a complaint outranks a bounce, and nothing lifts either.
 */
export const createSuppress =
  ({ subscribers, idOf, now }: SuppressDeps) =>
  async (event: SesEvent): Promise<Suppression> => {
    const cause = causeOf(event)
    if (!cause || event.type === 'other') return 'ignored'
    const readers = await readersOf(event, idOf)
    const outcomes = await Promise.all(
      readers.map((id) =>
        changeSubscriber<Suppression>(subscribers, id, (before) => {
          if (!before) return { result: 'nobody' }
          const at = new Date(now()).toISOString()
          const after = transition(before, { type: 'suppress', at, cause }, now())
          return after ? { after, result: 'suppressed' } : { result: 'already' }
        }),
      ),
    )
    return outcomes.find((outcome) => outcome === 'suppressed') ?? outcomes[0] ?? 'nobody'
  }

/**
 * Every `Permanent` bounce counts, `OnAccountSuppressionList` too: it is not in the bounce rate, but SES delivers
 * nothing to whom it lists and each try uses up the daily quota; and the event of the bounce or complaint that put
 * the address there may have been lost. `Transient` and `Undetermined` ones say nothing about the next mail.
 */
const causeOf = (event: SesEvent): SuppressionCause | undefined => {
  if (event.type === 'Complaint') return isPraise(event) ? undefined : 'complaint'
  return event.type === 'Bounce' && event.bounce.bounceType === 'Permanent' ? 'bounce' : undefined
}

/** By our own tag; else by the recipients that the event names; else, as each mail has one recipient, by that one. */
const readersOf = async (
  event: Exclude<SesEvent, { type: 'other' }>,
  idOf: ReaderIdOf,
): Promise<SubscriberId[]> => {
  const tagged = event.mail.tags.subscriber?.[0]
  if (tagged) return [tagged]
  const recipients =
    event.type === 'Bounce' ? event.bounce.bouncedRecipients : event.complaint.complainedRecipients
  const named = addressesIn(recipients.map(({ emailAddress }) => emailAddress))
  const addresses =
    named.length > 0 || event.mail.destination.length > 1 ? named : addressesIn(event.mail.destination)
  return Promise.all(addresses.map(idOf))
}

const addressesIn = (texts: string[]): string[] => [
  ...new Set(texts.map(readAddress).flatMap((read) => (read.outcome === 'read' ? [read.address] : []))),
]
