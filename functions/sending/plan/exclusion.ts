import { isPassedBy } from '../../subscription/states/pause.ts'
import type { Subscriber } from '../../subscription/states/subscriber.ts'
import type { Filter, Frozen } from '../ledger/send.ts'

/** Why a person is not in a send's audience. */
export const exclusions = [
  'pending',
  'unsubscribed',
  'suppressed',
  'joined-later',
  'paused',
  'no-edition',
  'no-topic',
  'other-language',
  'other-topic',
  'other-answer',
] as const
export type Exclusion = (typeof exclusions)[number]

/**
 * Decides whether a subscriber is in a send's audience. Over time the answer changes only from in to out: anybody who
 * confirms after the freeze is out by time. So is whoever pauses beyond it. Choices (language, topics, answers) count as they are when the subscriber
 * is planned, once.
 */
export const exclusionOf = (
  subscriber: Subscriber,
  frozen: Frozen,
  filter: Filter = {},
): Exclusion | undefined => {
  if (subscriber.status !== 'active') return subscriber.status
  if (subscriber.confirmedAt > frozen.at) return 'joined-later'
  if (isPassedBy(subscriber, frozen.at)) return 'paused'
  if (!frozen.editions[subscriber.language]) return 'no-edition'
  if (!frozen.forEverybody && !reads(subscriber, frozen.topics)) return 'no-topic'
  if (filter.languages && !filter.languages.includes(subscriber.language)) return 'other-language'
  if (filter.topics && !reads(subscriber, filter.topics)) return 'other-topic'
  if (!answered(subscriber, filter)) return 'other-answer'
  return undefined
}

/** No topics = all of them. */
const reads = ({ topics }: Subscriber, wanted: readonly string[]): boolean =>
  topics.length === 0 || topics.some((topic) => wanted.includes(topic))

const answered = ({ fields = {} }: Subscriber, filter: Filter): boolean =>
  Object.entries(filter.fields ?? {}).every(([id, wanted]) =>
    wanted.includes(Object.hasOwn(fields, id) ? fields[id]! : ''),
  )
