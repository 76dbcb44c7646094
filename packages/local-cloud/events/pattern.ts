import { comparisons } from './comparisons.ts'

type Json = unknown
type Fields = Record<string, Json>

/**
 * Whether an event matches an EventBridge pattern. Every field of the pattern must match; one entry of its list is
 * enough. If the event has a list, one of its items is enough.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 * @throws for an operator that is not known here, or a leaf that is not a list
 */
export const matches = (pattern: Fields, event: Json): boolean => {
  if (Array.isArray(event)) return event.some((item) => matches(pattern, item))
  return Object.entries(pattern).every(([name, wanted]) => {
    if (name === '$or') return (wanted as Fields[]).some((one) => matches(one, event))
    const value = isFields(event) ? event[name] : undefined
    if (Array.isArray(wanted)) return leafMatches(wanted, value)
    if (isFields(wanted)) return matches(wanted, value)
    throw new Error(`event pattern: "${name}" must be a list or an object`)
  })
}

const leafMatches = (wanted: Json[], value: Json): boolean => {
  const values = Array.isArray(value) ? value : [value]
  return wanted.some((one) => {
    if (!isFields(one)) return values.some((item) => item === one)
    const [operator = '', argument] = Object.entries(one)[0] ?? []
    // `exists` applies to leaves only: an object counts as missing.
    if (operator === 'exists')
      return values.some((item) => item !== undefined && !isFields(item)) === argument
    const compare = comparisons[operator]
    if (!compare) throw new Error(`event pattern: the operator "${operator}" is not known here`)
    return values.some((item) => item !== undefined && compare(argument, item))
  })
}

const isFields = (value: Json): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
