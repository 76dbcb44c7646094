import type { Item, Value } from './attribute.ts'

/**
 * Replaces `@aws-sdk/util-dynamodb` in the simulator (see hooks.ts), several times faster: only for strings, numbers,
 * booleans, null, lists and plain objects, which is all that the tables hold. util-dynamodb.test.ts compares it with
 * the SDK's.
 */
type Options = { removeUndefinedValues?: boolean }

/** @throws for a type that the tables do not hold and, like the SDK, for `undefined` unless it is to be removed */
export const marshall = (data: object, { removeUndefinedValues = false }: Options = {}): Item => {
  const item: Item = {}
  for (const name of Object.keys(data)) {
    const value = (data as Record<string, unknown>)[name]
    if (value !== undefined) item[name] = written(value, removeUndefinedValues)
    else if (!removeUndefinedValues) throw new Error(`${name} is undefined`)
  }
  return item
}

const written = (value: unknown, removeUndefinedValues: boolean): Value => {
  switch (typeof value) {
    case 'string':
      return { S: value }
    case 'number':
      if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
        throw new Error(`DynamoDB cannot hold the number ${value}, or not as it is`)
      return { N: String(value) }
    case 'boolean':
      return { BOOL: value }
    case 'object':
      if (value === null) return { NULL: true }
      if (Array.isArray(value))
        return {
          L: value.flatMap((one) => {
            if (one !== undefined) return [written(one, removeUndefinedValues)]
            if (removeUndefinedValues) return []
            throw new Error('An undefined value in a list')
          }),
        }
      if (Object.getPrototypeOf(value) === Object.prototype)
        return { M: marshall(value, { removeUndefinedValues }) }
  }
  throw new Error(`The simulator's tables hold no ${typeof value} like ${String(value)}`)
}

/** @throws for a type that the tables do not hold */
export const unmarshall = (item: Item): Record<string, unknown> => {
  const data: Record<string, unknown> = {}
  for (const name in item) data[name] = dataOf(item[name]!)
  return data
}

const dataOf = (value: Value): unknown => {
  if (value.S !== undefined) return value.S
  if (value.N !== undefined) return Number(value.N)
  if (value.BOOL !== undefined) return value.BOOL
  if (value.M !== undefined) return unmarshall(value.M)
  if (value.L !== undefined) return value.L.map(dataOf)
  if (value.NULL !== undefined) return null
  throw new Error(`The simulator's tables hold no ${JSON.stringify(value)}`)
}
