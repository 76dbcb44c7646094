import * as fc from 'fast-check'
import { document, type Schema } from './open-api.ts'

/** What may be there under its name: most examples of the document are of these. */
const known = [
  'tidelines-7',
  'tidelines-7--digest',
  'students',
  'old-list-2031',
  'ada@example.org',
  'en',
  'nobody',
  '',
]

const text = ({ pattern }: Schema): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(...known),
    ...(pattern ? [fc.stringMatching(new RegExp(pattern))] : []),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )

const number = ({ type, minimum = -5, maximum = 2 ** 31 }: Schema): fc.Arbitrary<number> =>
  type === 'integer'
    ? fc.integer({ min: Math.max(minimum, -(2 ** 31)), max: Math.min(maximum, 2 ** 31) })
    : fc.double({ min: minimum, max: maximum, noNaN: true })

/** How deep rules are nested. */
const deepest = 3

/** Values that a schema of the document describes, and strings that it does not. */
export const valuesOf = (schema: Schema, depth = 0): fc.Arbitrary<unknown> =>
  'example' in schema
    ? fc.oneof(fc.constant(schema.example), otherValuesOf(schema, depth))
    : otherValuesOf(schema, depth)

const otherValuesOf = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
  const { $ref, enum: choices, anyOf, oneOf, type, items, properties, required = [] } = schema
  if ($ref) {
    if (depth > deepest) return fc.constant({ got: 'tidelines-7' })
    return valuesOf(document.components.schemas[$ref.split('/').at(-1)!]!, depth + 1)
  }
  if ('const' in schema) return fc.constant(schema.const)
  if (choices) return fc.constantFrom(...choices)
  const some = anyOf ?? oneOf
  if (some) return fc.oneof(...some.map((one) => valuesOf(one, depth)))
  if (type === 'string') return text(schema)
  if (type === 'number' || type === 'integer') return number(schema)
  if (type === 'boolean') return fc.boolean()
  if (type === 'array')
    return fc.array(valuesOf(items ?? {}, depth), { minLength: schema.minItems ?? 0, maxLength: 3 })
  if (properties) {
    const all = Object.entries(properties).map(([key, one]) => [key, valuesOf(one, depth)])
    const some = fc.record(Object.fromEntries(all), { requiredKeys: required as never })
    const least = fc.record(Object.fromEntries(all.filter(([key]) => required.includes(key as string))))
    return fc.oneof(least, some)
  }
  if (typeof schema.additionalProperties === 'object')
    return fc.dictionary(text(schema), valuesOf(schema.additionalProperties, depth), { maxKeys: 3 })
  return fc.jsonValue()
}

/** An example of what a schema describes, without what may be left out. */
export const exampleFor = (schema: Schema): unknown => {
  const { example, anyOf, oneOf, properties = {}, required = [] } = schema
  const some = anyOf ?? oneOf
  if (example !== undefined) return example
  if (some) return exampleFor(some[0]!)
  return Object.fromEntries(required.map((key) => [key, exampleFor(properties[key]!)]))
}

/** A body as it is described, or one of which a part is anything, or anything at all. */
export const bodiesOf = (schema: Schema): fc.Arbitrary<unknown> => {
  const good = valuesOf(schema)
  const spoilt = fc
    .tuple(good, fc.constantFrom(...Object.keys(schema.properties ?? {}), 'other'), fc.jsonValue())
    .map(([body, key, value]) => ({ ...(body as object), [key]: value }))
  return fc.oneof({ weight: 5, arbitrary: good }, { weight: 2, arbitrary: spoilt }, fc.jsonValue())
}

/** Stands for the id of an API key, which is made up anew for each service. */
export const aKey = 'a-key'

/** The id of a reader who got the mail of a send. */
export const aReader = '3f0c1d2e4b5a69788796a5b4c3d2e1f0'

/** What there is to be named in a path, by the name of its parameter. */
const there: Record<string, string[]> = {
  issue: ['tidelines-7', 'tidelines-8'],
  send: ['tidelines-7--digest'],
  segment: ['students'],
  import: ['old-list-2031'],
  key: [aKey],
  reader: [aReader],
  webhook: ['0a1b2c3d4e5f'],
}

/** Something that there is, for a path; empty for one without a parameter. */
export const thereAt = (path: string): string => there[/\{(\w+)\}/.exec(path)?.[1] ?? '']?.[0] ?? ''

/** Ids for a path: half of them of what there is. */
export const idsFor = (path: string): fc.Arbitrary<string> => {
  const found = there[/\{(\w+)\}/.exec(path)?.[1] ?? '']
  if (!found) return fc.constant('')
  const others = fc.oneof(fc.constantFrom(...known), fc.string({ unit: 'binary', maxLength: 20 }))
  return fc.oneof(fc.constantFrom(...found), others)
}
