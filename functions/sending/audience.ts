import type { Subscriber } from '../subscription/subscriber.ts'
import type { Frozen } from './send.ts'

/** Why somebody is not in the audience of a send. */
export type Exclusion = 'pending' | 'unsubscribed' | 'suppressed' | 'joined-later' | 'no-edition' | 'no-topic'

/**
 * Decides whether a subscriber is in a send's audience.
 * Over time the answer only ever turns from in to out: whoever confirms after the freeze is out by time.
 */
export const exclusionOf = (subscriber: Subscriber, frozen: Frozen): Exclusion | undefined => {
  if (subscriber.status !== 'active') return subscriber.status
  if (subscriber.confirmedAt > frozen.at) return 'joined-later'
  if (!frozen.editions[subscriber.language]) return 'no-edition'
  const { topics } = subscriber
  if (topics.length > 0 && !topics.some((topic) => frozen.topics.includes(topic))) return 'no-topic'
  return undefined
}
