import { readAddress } from '../subscription/states/address.ts'
import { changeSubscriber, type Subscribers } from '../subscription/states/change-subscriber.ts'
import type { ReaderIdOf, SubscriberId } from '../subscription/states/reader-id.ts'
import { transition } from '../subscription/states/state-machine.ts'
import type { SuppressionCause } from '../subscription/states/suppression-cause.ts'
import { isPermanentBounce } from './permanent-bounce.ts'
import { isPraise, type SesEvent } from './ses-event.ts'

export type SuppressDeps = { subscribers: Subscribers; idOf: ReaderIdOf; now: () => number }
export type Suppression = 'suppressed' | 'already' | 'nobody' | 'ignored'

/**
 * Suppresses readers whose mail bounced for good or who complained. Amazon SES promises neither order nor single
 * delivery of events (Developer Guide), so the outcome does not depend on them: a complaint outranks a bounce, and no
 * event lifts either.
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

const causeOf = (event: SesEvent): SuppressionCause | undefined => {
  if (event.type === 'Complaint') return isPraise(event) ? undefined : 'complaint'
  return isPermanentBounce(event) ? 'bounce' : undefined
}

/** Finds the readers by our own tag, else by the recipients named in the event, else by the mail's only destination. */
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
