import type * as z from 'zod'

/** What the reference says about one key of a file or a call. */
export type Key = {
  /** `sender.name`, `topics[].id`. */
  path: string
  type: string
  /** Undefined when the key is required, or optional without a default. */
  default: unknown
  isRequired: boolean
  description: string
  example: unknown
  /** Its own keys; for a list, those of an entry. */
  keys: Key[]
  schema: z.core.$ZodType
}

type Schema = z.core.$ZodType
type Def = z.core.$ZodTypeDef & {
  innerType?: Schema
  defaultValue?: unknown
  in?: Schema
  element?: Schema
  valueType?: Schema
  shape?: Record<string, Schema>
  options?: Schema[]
  entries?: Record<string, string>
  values?: unknown[]
}
const defOf = (schema: Schema): Def => schema._zod.def as Def
type Meta = { title?: string | undefined; description?: string | undefined; example?: unknown }
const metaOf = (schema: Schema): Meta => (schema as z.ZodType).meta?.() ?? {}

/** Every key of an object's schema, in order, with what the schema says about it. */
export const keysOf = (schema: Schema, above = ''): Key[] => {
  const { shape, options } = defOf(unwrapped(schema))
  if (options) return together(options.map((option) => keysOf(option, above)))
  return Object.entries(shape ?? {}).map(([name, field]) => keyOf(above + name, field))
}

const keyOf = (path: string, field: Schema): Key => {
  const { description = '', example } = metaOf(field)
  const bare = unwrapped(field)
  const { element } = defOf(bare)
  return {
    path,
    type: typeOf(bare, titleOf(field)),
    default: defaultOf(field),
    isRequired: (field as z.ZodType).safeParse(undefined).success === false,
    description,
    example,
    keys: element ? keysOf(element, `${path}[].`) : keysOf(bare, `${path}.`),
    schema: field,
  }
}

/** Unwraps optional, default and refined schemas. */
const unwrapped = (schema: Schema): Schema => {
  const { innerType, in: input } = defOf(schema)
  const inside = innerType ?? input
  return inside ? unwrapped(inside) : schema
}

const defaultOf = (schema: Schema): unknown => {
  const { type, defaultValue, innerType } = defOf(schema)
  return type === 'default' ? defaultValue : innerType && defaultOf(innerType)
}

const names: Partial<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'whole number',
}

const typeOf = (schema: Schema, title = titleOf(schema)): string => {
  if (title) return title
  const { type, element, valueType, entries, values, options } = defOf(schema)
  if (element) return `list of ${kindOf(element)}`
  if (valueType) return `${typeOf(unwrapped(valueType), titleOf(valueType))}, in each language`
  if (entries) return choice(Object.keys(entries))
  if (values) return choice(values.map(String))
  if (options || type === 'object') return 'keys'
  return names[type] ?? type
}

/** What a list contains, in the plural if that is known. */
const kindOf = (element: Schema): string => {
  const type = typeOf(unwrapped(element), titleOf(element))
  return type === 'keys' ? 'entries with keys of their own' : `entries, each: ${type}`
}

/** A title stands on the schema itself or on what it wraps. */
function titleOf(schema: Schema): string | undefined {
  const { innerType, in: input } = defOf(schema)
  const inside = innerType ?? input
  return metaOf(schema).title ?? (inside && titleOf(inside))
}

const choice = (all: readonly string[]): string =>
  all.length < 2 ? `${all[0]}` : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`

/** The keys of alternative objects. A key that differs between them is described for each. */
const together = (alternatives: Key[][]): Key[] => {
  const all = new Map<string, Key[]>()
  for (const key of alternatives.flat()) all.set(key.path, [...(all.get(key.path) ?? []), key])
  return [...all.values()].map((same) => {
    const types = [...new Set(same.map(({ type }) => type))]
    if (types.length === 1)
      return { ...same[0]!, isRequired: same[0]!.isRequired && same.length === alternatives.length }
    return {
      ...same[0]!,
      type: choice(types),
      description: same.map(({ type, description }) => `“${type}”: ${description}`).join(' '),
    }
  })
}
