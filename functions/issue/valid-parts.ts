import type * as z from 'zod'

type Def = z.core.$ZodTypeDef & {
  shape?: Record<string, z.core.$ZodType>
  element?: z.core.$ZodType
  innerType?: z.core.$ZodType
  defaultValue?: unknown
  keyType?: z.core.$ZodType
  valueType?: z.core.$ZodType
}

/**
 * The valid parts of a value, so that an error in one place does not hide others. Invalid keys are omitted. Where a
 * value is required, and in lists, an empty string, list or object takes its place, so that indices stay the same.
 * @param value as YAML gives it
 */
export const soundParts = <Schema extends z.core.$ZodType>(
  schema: Schema,
  value: unknown,
): z.core.output<Schema> => (partOf(schema, value) ?? emptyOf(schema)) as z.core.output<Schema>

const partOf = (schema: z.core.$ZodType, value: unknown): unknown => {
  const { type, shape, element, innerType, keyType, valueType, defaultValue } = defOf(schema)
  if (type === 'optional') return value === undefined ? undefined : partOf(innerType!, value)
  if (type === 'default') return (value === undefined ? undefined : partOf(innerType!, value)) ?? defaultValue
  if (shape && isMap(value)) {
    const parts = Object.entries(shape).map(([key, field]) => {
      const part = Object.hasOwn(value, key) ? partOf(field, value[key]) : partOf(field, undefined)
      return [key, part ?? emptyOf(field)] as const
    })
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined))
  }
  if (element && Array.isArray(value)) return value.map((one) => partOf(element, one) ?? emptyOf(element))
  if (keyType && valueType && isMap(value))
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, one]) => {
        const part = partOf(keyType, key) === undefined ? undefined : partOf(valueType, one)
        return part === undefined ? [] : [[key, part]]
      }),
    )
  const read = (schema as z.ZodType).safeParse(value)
  return read.success ? read.data : undefined
}

const emptyOf = (schema: z.core.$ZodType): unknown => {
  const { type, shape } = defOf(schema)
  if (type === 'optional') return undefined
  if (shape) return partOf(schema, {})
  if (type === 'array') return []
  return type === 'record' ? {} : ''
}

const defOf = (schema: z.core.$ZodType) => schema._zod.def as Def

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
