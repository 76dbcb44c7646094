import { reads } from '../../subscription/segments/judge-reader.ts'
import { isElsewhere } from '../../subscription/states/find-moved-reader.ts'
import { isPassedBy } from '../../subscription/states/pause.ts'
import { personIn, type Subscriber } from '../../subscription/states/subscriber.ts'
import type { Batch } from '../ledger/batch.ts'
import type { OutcomeCode } from '../ledger/outcomes.ts'
import type { Recipient } from '../ledger/plan-step.ts'
import type { Frozen, Send } from '../ledger/send.ts'
import type { ReaderState } from './fresh-reader-states.ts'

const codeOfStatus = { pending: 'P', unsubscribed: 'U', suppressed: 'S' } as const

/**
 * Why a reader who was planned gets nothing, according to their row now; undefined when they do. `.`: whether they do is
 * open for a moment, so they wait.
 * @param key the id by which they were planned
 */
export const excludedSincePlan = (
  key: string,
  { reader, followed = { person: personIn(reader) } }: Pick<ReaderState, 'reader' | 'followed'>,
  { send, frozen, batch: { welcome, due = 0 } }: { send: Pick<Send, 'filter'>; frozen: Frozen; batch: Batch },
): OutcomeCode | undefined => {
  const { person, undecided } = followed
  if (undecided) return '.'
  if (!person) return 'G'
  if (person.status !== 'active') return codeOfStatus[person.status]
  // They left and came back: their newer batch applies to them.
  if (welcome && welcome.confirmedAt !== person.confirmedAt) return 'V'
  // A correction has whoever the first mail had, by the same id.
  if (!welcome && isElsewhere(key, followed, send.filter?.corrects?.at ?? frozen.at)) return 'M'
  if (!welcome && !frozen.forEverybody && !reads(person, frozen.topics)) return 'T'
  // A digest begins for all at its freeze, a letter of a series for each when it is due.
  return isPassedBy(person, welcome ? new Date(due).toISOString() : frozen.at) ? 'Z' : undefined
}

/**
 * A recipient by what they choose now: days may lie between plan and delivery. Their language of before stays where the
 * issue has none in their new one, where a letter's edition was pinned for them, and where it corrects a mail in that.
 */
export const choosingNow = (
  recipient: Recipient,
  { language, topics }: Pick<Subscriber, 'language' | 'topics'>,
  { send, frozen, batch: { welcome } }: { send: Pick<Send, 'filter'>; frozen: Frozen; batch: Batch },
): Recipient => {
  if (welcome) return recipient
  return { ...recipient, topics, ...(!send.filter?.corrects && frozen.editions[language] && { language }) }
}
