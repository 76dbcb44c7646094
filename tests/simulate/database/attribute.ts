import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/** An attribute value as in DynamoDB's API: `{ S: 'text' }`. */
export type Value = AttributeValue
export type Item = Record<string, Value>

/** The type descriptor of a value: `S`, `N`, `M` … */
export const typeOf = (value: Value): string => {
  for (const type in value) return type
  throw new Error('A value of no type')
}

/** Equality as in DynamoDB: same type, numbers by value, maps in any order. */
export const isEqual = (a: Value, b: Value): boolean => {
  if (a === b) return true
  if (a.S !== undefined) return a.S === b.S
  if (a.N !== undefined) return b.N !== undefined && Number(a.N) === Number(b.N)
  if (a.BOOL !== undefined) return a.BOOL === b.BOOL
  if (a.NULL !== undefined) return b.NULL !== undefined
  if (a.M !== undefined) return b.M !== undefined && isSameMap(a.M, b.M)
  if (a.L !== undefined)
    return b.L?.length === a.L.length && a.L.every((value, index) => isEqual(value, b.L![index]!))
  throw new Error(`Values of type ${typeOf(a)} are not known here`)
}

const isSameMap = (a: Item, b: Item): boolean => {
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => b[key] !== undefined && isEqual(a[key]!, b[key]))
  )
}

/**
 * A negative number, 0 or a positive number; undefined for values without an order: of different types, or neither
 * strings nor numbers.
 */
export const compare = (a: Value, b: Value): number | undefined => {
  if (a.S !== undefined && b.S !== undefined) return a.S < b.S ? -1 : a.S > b.S ? 1 : 0
  if (a.N !== undefined && b.N !== undefined) return Number(a.N) - Number(b.N)
  return undefined
}

/** The result of `size(path)`; undefined for types without a size. Strings are measured in UTF-8 bytes. */
export const sizeOf = (value: Value): number | undefined => {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.M !== undefined) return Object.keys(value.M).length
  return value.L?.length
}
