import { instantOf, isoDayAt } from '../../runtime/local-time.ts'
import type { Rule } from './rule.ts'

/**
 * Writes a rule as `readRule` reads it.
 * @param timeZone IANA name; times are written in it
 */
export const writeRule = (rule: Rule, timeZone: string): string => {
  if ('all' in rule) return rule.all.map((part) => nested(part, timeZone, 'any')).join(' and ')
  if ('any' in rule) return rule.any.map((part) => writeRule(part, timeZone)).join(' or ')
  if ('not' in rule) return `not ${nested(rule.not, timeZone, 'all', 'any')}`
  if ('language' in rule) return `language:${listed(rule.language)}`
  if ('topic' in rule) return `topic:${listed(rule.topic)}`
  if ('from' in rule) return `from:${listed(rule.from)}`
  if ('got' in rule) return `got:${rule.got}`
  if ('engaged' in rule) return `engaged:${rule.engaged}`
  // A plain no is stored as no answer.
  if ('field' in rule) return `field:${rule.field.id}=${listed(rule.field.in.map((one) => one || 'no'))}`
  const { since, before } = rule.joined
  return [
    ...(since ? [`joined>=${timeIn(since, timeZone)}`] : []),
    ...(before ? [`joined<${timeIn(before, timeZone)}`] : []),
  ].join(' and ')
}

/** In parentheses where it would be read otherwise. */
const nested = (rule: Rule, timeZone: string, ...kinds: ('all' | 'any')[]): string => {
  const text = writeRule(rule, timeZone)
  const isTwo = kinds.includes('all') && 'joined' in rule && text.includes(' and ')
  return isTwo || kinds.some((kind) => kind in rule) ? `(${text})` : text
}

const listed = (values: readonly string[]): string => values.map(quoted).join(',')

const quoted = (value: string): string =>
  /^[^\s(),"\\]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`

/** A day where it begins then, else an instant. */
const timeIn = (iso: string, timeZone: string): string => {
  const day = isoDayAt(new Date(iso), timeZone)
  return instantOf(`${day}T00:00:00`, timeZone) === Date.parse(iso) ? day : iso
}
