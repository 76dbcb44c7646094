import type { Statement } from '../types.ts'
import { mayBeAbsent } from './condition-keys.ts'
import { arnMatches, like, listOf } from './match.ts'

/** A call's condition keys, in lower case, and their values. */
export type Context = Record<string, string[]>

type Test = (wanted: string, actual: string) => boolean

const compare =
  (parse: (text: string) => number, holds: (actual: number, wanted: number) => boolean): Test =>
  (wanted, actual) =>
    holds(parse(actual), parse(wanted))

const dateOf = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))
const same: Test = (wanted, actual) => wanted === actual
const sameLetters: Test = (wanted, actual) => wanted.toLowerCase() === actual.toLowerCase()

const orders: Record<string, (actual: number, wanted: number) => boolean> = {
  Equals: (actual, wanted) => actual === wanted,
  LessThan: (actual, wanted) => actual < wanted,
  LessThanEquals: (actual, wanted) => actual <= wanted,
  GreaterThan: (actual, wanted) => actual > wanted,
  GreaterThanEquals: (actual, wanted) => actual >= wanted,
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
const operators: Record<string, Test> = {
  StringEquals: same,
  StringEqualsIgnoreCase: sameLetters,
  StringLike: (wanted, actual) => like(wanted, actual),
  ArnEquals: arnMatches,
  ArnLike: arnMatches,
  Bool: sameLetters,
  ...Object.fromEntries(
    Object.entries(orders).map(([name, holds]) => [`Numeric${name}`, compare(Number, holds)]),
  ),
  ...Object.fromEntries(
    Object.entries(orders).map(([name, holds]) => [`Date${name}`, compare(dateOf, holds)]),
  ),
}

const negated: Record<string, string> = {
  StringNotEquals: 'StringEquals',
  StringNotEqualsIgnoreCase: 'StringEqualsIgnoreCase',
  StringNotLike: 'StringLike',
  ArnNotEquals: 'ArnEquals',
  ArnNotLike: 'ArnLike',
  NumericNotEquals: 'NumericEquals',
  DateNotEquals: 'DateEquals',
}

type Operator = { set?: 'ForAllValues' | 'ForAnyValue' | undefined; name: string; ifExists: boolean }

const parseOperator = (written: string): Operator => {
  const [, set, name, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(written) ?? []
  if (!name || !(name in operators || name in negated || name === 'Null'))
    throw new Error(`the condition operator ${written} is not known to the local cloud`)
  return { set: set as Operator['set'], name, ifExists: ifExists !== undefined }
}

/** The values that `${key}` in a policy stands for. A key that the call lacks matches nothing. */
const filled = (wanted: string, context: Context): string[] => {
  let missing = false
  const text = wanted.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
    if (key === '*' || key === '?' || key === '$') return key
    const value = context[key.toLowerCase()]?.[0]
    if (value === undefined) missing = true
    return value ?? ''
  })
  return missing ? [] : [text]
}

const holds = (written: string, key: string, wanted: string[], context: Context): boolean => {
  const operator = parseOperator(written)
  const actual = context[key.toLowerCase()] ?? []
  // AWS may supply it: to treat it as absent could allow too much, or skip a Deny.
  if (actual.length === 0 && !mayBeAbsent(key))
    throw new Error(`the condition key ${key} is not known to the local cloud`)
  if (operator.name === 'Null') return (wanted[0]?.toLowerCase() === 'true') === (actual.length === 0)
  if (actual.length === 0) {
    if (operator.set) return operator.set === 'ForAllValues'
    return operator.ifExists || operator.name in negated
  }
  const test = operators[negated[operator.name] ?? operator.name]!
  const choices = wanted.flatMap((value) => filled(value, context))
  const fits = (value: string) => choices.some((choice) => test(choice, value)) !== operator.name in negated
  const all = operator.set === 'ForAllValues' || (operator.name in negated && !operator.set)
  return all ? actual.every(fits) : actual.some(fits)
}

/**
 * Whether all conditions of a statement hold.
 * @throws an error that names an operator or key not known here
 */
export const conditionsHold = (statement: Statement, context: Context): boolean =>
  Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key, listOf(wanted).map(String), context)),
  )
