import type { AttributeValue } from '@aws-sdk/client-dynamodb'

/** An attribute's value as DynamoDB's API writes it: `{ S: 'text' }`. */
export type Value = AttributeValue
export type Item = Record<string, Value>

/** The one member of a value that says what it is: `S`, `N`, `M` … */
export const typeOf = (value: Value): string => {
  for (const type in value) return type
  throw new Error('A value of no type')
}

/** Equal as DynamoDB has it: of one type; numbers by what they are worth; maps whatever their order. */
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

/** Below 0, 0 or above; undefined for values that have no order: of two types, or neither texts nor numbers. */
export const compare = (a: Value, b: Value): number | undefined => {
  if (a.S !== undefined && b.S !== undefined) return a.S < b.S ? -1 : a.S > b.S ? 1 : 0
  if (a.N !== undefined && b.N !== undefined) return Number(a.N) - Number(b.N)
  return undefined
}

/** What `size(path)` gives; undefined for what has none. Texts are measured in UTF-8. */
export const sizeOf = (value: Value): number | undefined => {
  if (value.S !== undefined) return Buffer.byteLength(value.S)
  if (value.M !== undefined) return Object.keys(value.M).length
  return value.L?.length
}
