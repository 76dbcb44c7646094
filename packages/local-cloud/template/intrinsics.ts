import type { Template } from './template.ts'

/** What intrinsic functions look up in the deployment. Each method throws a clear line when there is no answer. */
export type Lookup = {
  ref(logicalId: string): unknown
  attribute(logicalId: string, name: string): string
  /** A condition of the template, by name. */
  condition(name: string): boolean
  /** The value that a stack exports under this name. */
  imported(name: string): unknown
  mappings: NonNullable<Template['Mappings']>
}

type Resolve = (value: unknown) => unknown
type Intrinsic = (argument: unknown, lookup: Lookup, resolve: Resolve) => unknown

const noValue = Symbol('AWS::NoValue')

/**
 * Resolves a template's value: replaces objects with one intrinsic function by its result, and copies the rest. The
 * functions are those of the CloudFormation User Guide, "Intrinsic function reference".
 * @throws on a function that is not known here
 */
export const resolveValue = (value: unknown, lookup: Lookup): unknown => {
  const resolve: Resolve = (it) => {
    if (Array.isArray(it)) return it.map(resolve).filter((item) => item !== noValue)
    if (it === null || typeof it !== 'object') return it
    const [name, argument] = intrinsicOf(it as Record<string, unknown>) ?? []
    if (name) return call(name, argument, lookup, resolve)
    const entries = Object.entries(it).map(([key, item]) => [key, resolve(item)] as const)
    return Object.fromEntries(entries.filter(([, item]) => item !== noValue))
  }
  const resolved = resolve(value)
  return resolved === noValue ? undefined : resolved
}

const intrinsicOf = (it: Record<string, unknown>): [string, unknown] | undefined => {
  const keys = Object.keys(it)
  const [key] = keys
  if (keys.length !== 1 || key === undefined) return undefined
  if (key === 'Ref' || key.startsWith('Fn::')) return [key, it[key]]
  // A policy's own `Condition` is an object; only a name refers to the template's.
  return key === 'Condition' && typeof it[key] === 'string' ? [key, it[key]] : undefined
}

const call = (name: string, argument: unknown, lookup: Lookup, resolve: Resolve) => {
  const intrinsic = intrinsics[name]
  if (!intrinsic) throw new Error(`${name} is not known to the local cloud: add it to intrinsics.ts.`)
  return intrinsic(argument, lookup, resolve)
}

const listOf = (value: unknown, name: string): unknown[] => {
  if (!Array.isArray(value)) throw new Error(`${name} wants a list, not ${JSON.stringify(value)}.`)
  return value
}

const ref: Intrinsic = (id, { ref }) => (id === 'AWS::NoValue' ? noValue : ref(String(id)))

const getAtt: Intrinsic = (argument, { attribute }) => {
  const [id, ...path] = Array.isArray(argument) ? argument : String(argument).split('.')
  return attribute(String(id), path.join('.'))
}

const sub: Intrinsic = (argument, lookup, resolve) => {
  const [text, names] = Array.isArray(argument) ? argument : [argument, {}]
  return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
    if (literal) return `\${${name}}`
    if (Object.hasOwn(names, name)) return String(resolve(names[name]))
    return String(name.includes('.') ? getAtt(name, lookup, resolve) : lookup.ref(name))
  })
}

const join: Intrinsic = (argument, _, resolve) => {
  const [separator, items] = listOf(argument, 'Fn::Join')
  return listOf(resolve(items), 'Fn::Join').join(String(separator))
}

const select: Intrinsic = (argument, _, resolve) => {
  const [index, items] = listOf(argument, 'Fn::Select')
  return listOf(resolve(items), 'Fn::Select')[Number(resolve(index))]
}

const split: Intrinsic = (argument, _, resolve) => {
  const [separator, text] = listOf(argument, 'Fn::Split')
  return String(resolve(text)).split(String(separator))
}

const findInMap: Intrinsic = (argument, { mappings }, resolve) => {
  const [map, first, second] = listOf(resolve(argument), 'Fn::FindInMap').map(String)
  const found = mappings[map!]?.[first!]?.[second!]
  if (found === undefined) throw new Error(`Mappings hold no ${map}.${first}.${second}.`)
  return found
}

const choose: Intrinsic = (argument, { condition }, resolve) => {
  const [name, yes, no] = listOf(argument, 'Fn::If')
  return resolve(condition(String(name)) ? yes : no)
}

const equals: Intrinsic = (argument, _, resolve) => {
  const [left, right] = listOf(resolve(argument), 'Fn::Equals')
  return JSON.stringify(left) === JSON.stringify(right)
}

const intrinsics: Record<string, Intrinsic> = {
  Ref: ref,
  Condition: (name, { condition }) => condition(String(name)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': join,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (name, { imported }, resolve) => imported(String(resolve(name))),
  'Fn::If': choose,
  'Fn::Equals': equals,
  'Fn::And': (argument, _, resolve) => listOf(resolve(argument), 'Fn::And').every(Boolean),
  'Fn::Or': (argument, _, resolve) => listOf(resolve(argument), 'Fn::Or').some(Boolean),
  'Fn::Not': (argument, _, resolve) => !listOf(resolve(argument), 'Fn::Not')[0],
  'Fn::Base64': (argument, _, resolve) => Buffer.from(String(resolve(argument))).toString('base64'),
}
