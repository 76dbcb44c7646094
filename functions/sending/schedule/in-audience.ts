import { type Got, reads, segmentExclusions, whyLeftOut } from '../../subscription/segments/judge-reader.ts'
import type { Rule } from '../../subscription/segments/rule.ts'
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
  ...segmentExclusions,
] as const
export type Exclusion = (typeof exclusions)[number]

/**
 * Decides whether a subscriber is in a send's audience. Over time the answer changes only from in to out: anybody who
 * confirms after the freeze is out by time. So is whoever pauses beyond it. What the rule asks about (choices, answers,
 * what they got) counts as it is when the subscriber is planned, once.
 * @param rule see `ruleOf`; undefined = all readers
 */
export const exclusionOf = (
  subscriber: Subscriber,
  frozen: Frozen,
  rule?: Rule,
  got: Got = () => undefined,
): Exclusion | undefined => {
  if (subscriber.status !== 'active') return subscriber.status
  const notNow = whyNotNow(subscriber, frozen.at)
  if (notNow) return notNow
  if (!frozen.editions[subscriber.language]) return 'no-edition'
  if (!frozen.forEverybody && !reads(subscriber, frozen.topics)) return 'no-topic'
  return rule && whyLeftOut(rule, subscriber, got)
}

/** Why an active reader is sent nothing that begins at a time (ISO 8601), whatever it is. */
const whyNotNow = (reader: Subscriber & { status: 'active' }, at: string): Exclusion | undefined => {
  if (reader.confirmedAt > at) return 'joined-later'
  return isPassedBy(reader, at) ? 'paused' : undefined
}

/** The same of a segment by itself, which is no issue's. @param at ISO 8601 */
export const exclusionFrom = (rule: Rule, subscriber: Subscriber, at: string, got: Got) => {
  if (subscriber.status !== 'active') return subscriber.status
  return whyNotNow(subscriber, at) ?? whyLeftOut(rule, subscriber, got)
}

/** The rule that a send's filter comes to; undefined = all readers. */
export const ruleOf = ({ languages, topics, fields = {}, segment }: Filter = {}): Rule | undefined => {
  const parts: Rule[] = [
    ...(languages ? [{ language: languages }] : []),
    ...(topics ? [{ topic: topics }] : []),
    ...Object.entries(fields).map(([id, wanted]) => ({ field: { id, in: wanted } })),
    ...(segment ? [segment.rule] : []),
  ]
  return parts.length > 0 ? { all: parts } : undefined
}
