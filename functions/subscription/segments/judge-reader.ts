import { isImported } from '../states/consent.ts'
import type { Subscriber } from '../states/subscriber.ts'
import { isOrigin, type Rule } from './rule.ts'

/** Whether a reader got an issue, or is engaged with it; undefined where that is not decided, or not known any more. */
export type Got = (issue: string, what: 'got' | 'engaged') => boolean | undefined

/** Why a rule leaves a reader out. `not-known`: nobody can tell whether they got an issue that it asks about. */
export const segmentExclusions = [
  'other-language',
  'other-topic',
  'other-answer',
  'other-time',
  'other-origin',
  'other-issues',
  'other-segment',
  'not-known',
] as const
export type SegmentExclusion = (typeof segmentExclusions)[number]

type Reader = Subscriber & { status: 'active' }

/**
 * Why a rule leaves a reader out: by the first part that does, in the rule's order. Where it depends on what nobody
 * knows they are left out: who may have got an issue is neither sent it again nor asked what they made of it.
 * @returns undefined for a reader who is in
 */
export const whyLeftOut = (rule: Rule, reader: Reader, got: Got): SegmentExclusion | undefined => {
  if (!('all' in rule)) {
    const is = holds(rule, reader, got)
    return is ? undefined : is === false ? nameOf(rule) : 'not-known'
  }
  const reasons = rule.all.map((part) => whyLeftOut(part, reader, got)).filter((one) => one !== undefined)
  return reasons.find((one) => one !== 'not-known') ?? reasons[0]
}

const nameOf = (rule: Rule): SegmentExclusion => {
  if ('language' in rule) return 'other-language'
  if ('topic' in rule) return 'other-topic'
  if ('field' in rule) return 'other-answer'
  if ('joined' in rule) return 'other-time'
  if ('from' in rule) return 'other-origin'
  if ('got' in rule || 'engaged' in rule) return 'other-issues'
  if ('not' in rule && !('all' in rule.not || 'any' in rule.not)) return nameOf(rule.not)
  return 'other-segment'
}

/** Kleene's three values: what is not known stays so unless the rest decides. */
const holds = (rule: Rule, reader: Reader, got: Got): boolean | undefined => {
  if ('all' in rule) return every(rule.all.map((part) => holds(part, reader, got)))
  if ('any' in rule) return not(every(rule.any.map((part) => not(holds(part, reader, got)))))
  if ('not' in rule) return not(holds(rule.not, reader, got))
  if ('got' in rule) return got(rule.got, 'got')
  if ('engaged' in rule) return got(rule.engaged, 'engaged')
  if ('language' in rule) return rule.language.includes(reader.language)
  if ('topic' in rule) return reads(reader, rule.topic)
  if ('field' in rule) return rule.field.in.includes(answerOf(reader, rule.field.id))
  if ('joined' in rule) return isWithin(joinedAt(reader), rule.joined)
  return comesFrom(reader, rule.from)
}

const every = (all: readonly (boolean | undefined)[]): boolean | undefined => {
  if (all.includes(false)) return false
  return all.includes(undefined) ? undefined : true
}

const not = (one: boolean | undefined): boolean | undefined => (one === undefined ? undefined : !one)

/** No topics = all of them. */
export const reads = ({ topics }: Pick<Subscriber, 'topics'>, wanted: readonly string[]): boolean =>
  topics.length === 0 || topics.some((topic) => wanted.includes(topic))

const answerOf = ({ fields = {} }: Reader, id: string): string =>
  Object.hasOwn(fields, id) ? fields[id]! : ''

/** When they confirmed; an imported reader, when they had signed up elsewhere, if the file says so. */
const joinedAt = ({ consent, confirmedAt }: Reader): string =>
  isImported(consent) && consent.at < confirmedAt ? consent.at : confirmedAt

const isWithin = (
  at: string,
  { since, before }: { since?: string | undefined; before?: string | undefined },
) => (since === undefined || at >= since) && (before === undefined || at < before)

const comesFrom = ({ consent }: Reader, wanted: readonly string[]): boolean => {
  const [kind, which] = isImported(consent) ? ['import', consent.import] : ['form', consent.form]
  return wanted.includes(kind) || (!isOrigin(which) && wanted.includes(which))
}
