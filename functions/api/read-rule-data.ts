import { issueId } from '../issue/manifest.ts'
import type { Publication } from '../publication/publication.ts'
import { readTime } from '../runtime/local-time.ts'
import { isTooLarge, Rule } from '../subscription/segments/rule.ts'
import { type Offer, readWanted, shown, unknown, type Wrong } from './audience-filter.ts'

/** What the publication offers, and the time zone of days and times without an offset. */
export type RuleOffer = Offer & Pick<Publication, 'timeZone'>

/**
 * Parses a rule that came as data. Every name in it must be one of the publication's.
 * @returns the rule as it is stored: each name once, answers as readers' rows hold them, days and times as instants; or
 * what is wrong, and where
 */
export const readRuleData = (
  given: unknown,
  offer: RuleOffer,
): { rule: Rule; wrong?: undefined } | { wrong: Wrong[] } => {
  if (isTooLarge(given))
    return { wrong: [{ path: [], message: 'is too large: at most 4,000 bytes, eight levels' }] }
  const read = Rule.safeParse(given)
  if (!read.success) return { wrong: [{ path: [], message: notRule }] }
  const wrong: Wrong[] = []
  const rule = settled(read.data, [], { offer, refuse: (path, message) => wrong.push({ path, message }) })
  return wrong.length > 0 ? { wrong } : { rule }
}

const notRule =
  'is no rule: each part is an object with one key of all, any, not, language, topic, field, joined, from, got, engaged'

type Reading = { offer: RuleOffer; refuse: (path: string[], message: string) => void }

const settled = (rule: Rule, path: string[], reading: Reading): Rule => {
  const each = (key: string, parts: Rule[]) =>
    parts.map((part, index) => settled(part, [...path, key, String(index)], reading))
  const { offer, refuse } = reading
  if ('all' in rule) return { all: each('all', rule.all) }
  if ('any' in rule) return { any: each('any', rule.any) }
  if ('not' in rule) return { not: settled(rule.not, [...path, 'not'], reading) }
  if ('language' in rule)
    return { language: known('language', rule.language, offer.languages, path, reading) }
  if ('topic' in rule) {
    const topics = offer.topics.map(({ id }) => id)
    return { topic: known('topic', rule.topic, topics, path, reading) }
  }
  if ('field' in rule) return settledAnswers(rule, path, reading)
  if ('joined' in rule) return settledTimes(rule, path, reading)
  if ('from' in rule) {
    const wrong = rule.from.find((one) => !/^(\/[\x21-\x7e]{0,200}|[a-z0-9][a-z0-9-]{0,199})$/.test(one))
    if (wrong !== undefined)
      refuse([...path, 'from'], `has no ${shown(wrong)}: write form, import, a form’s path or an import’s id`)
    return { from: [...new Set(rule.from)] }
  }
  const [key, issue] = 'got' in rule ? ['got', rule.got] : ['engaged', rule.engaged]
  if (!issueId.test(issue)) refuse([...path, key], `is not the id of an issue: ${shown(issue)}`)
  return rule
}

const known = (
  key: string,
  named: readonly string[],
  offered: readonly string[],
  path: string[],
  { refuse }: Reading,
): string[] => {
  for (const one of unknown(key, named, offered)) refuse([...path, ...one.path], one.message)
  return [...new Set(named)]
}

const settledAnswers = (
  { field: { id, in: wanted } }: Extract<Rule, { field: unknown }>,
  path: string[],
  { offer, refuse }: Reading,
): Rule => {
  // As a stored rule has it.
  const isYesNo = offer.fields.some((field) => field.id === id && field.kind === 'yes-no')
  const typed = wanted.map((one) => (isYesNo && one === '' ? 'no' : one))
  const read = readWanted(offer.fields, id, typed)
  if ('wanted' in read) return { field: { id, in: read.wanted } }
  for (const one of read.wrong) refuse([...path, 'field'], one.message)
  return { field: { id, in: wanted } }
}

const settledTimes = (
  { joined: { since, before } }: Extract<Rule, { joined: unknown }>,
  path: string[],
  { offer: { timeZone }, refuse }: Reading,
): Rule => {
  const read = (text: string | undefined) => {
    if (text === undefined) return undefined
    const at = readDay(text, timeZone)
    if (at === undefined)
      refuse([...path, 'joined'], `has no day or time ${shown(text)}: write 2026-01-01 or 2026-01-01T09:00`)
    return at
  }
  const [from, until] = [read(since), read(before)]
  if (since === undefined && before === undefined)
    refuse([...path, 'joined'], 'has neither “since” nor “before”')
  return { joined: { ...(from && { since: from }), ...(until && { before: until }) } }
}

/** When a day begins in the zone, or a time as a person writes it. @returns ISO 8601 in UTC */
const readDay = (text: string, timeZone: string): string | undefined =>
  readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text, timeZone)
