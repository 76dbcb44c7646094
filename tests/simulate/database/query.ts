import type { QueryCommandInput, QueryCommandOutput } from '@aws-sdk/client-dynamodb'
import { conditionOf } from './condition.ts'
import type { Schema, Table } from './table.ts'

const keyConditions = /^\s*(#?\w+)\s*=\s*(:\w+)\s*(?:AND\s+([\s\S]+))?$/i

/**
 * One page of a partition, in order.
 * @param time reads the state at that time; default: now
 */
export const query = (
  { table, schema, mostBytes }: { table: Table; schema: Schema; mostBytes: number },
  input: QueryCommandInput,
  time?: number,
): Omit<QueryCommandOutput, '$metadata'> => {
  const { ExpressionAttributeNames: names = {}, ExpressionAttributeValues: values = {} } = input
  const found = keyConditions.exec(input.KeyConditionExpression ?? '')
  if (!found) throw new Error(`Cannot read the key condition "${input.KeyConditionExpression}"`)
  const pk = values[found[2]!]?.S ?? ''
  const isWanted = found[3] ? conditionOf(found[3]) : () => true
  const filter = input.FilterExpression ? conditionOf(input.FilterExpression) : undefined
  const after = input.ExclusiveStartKey?.[schema.sort]?.S
  const backwards = input.ScanIndexForward === false

  const all = table.list(pk, time)
  if (backwards) all.reverse()
  const items = []
  let looks = 0
  let bytes = 0
  let last: string | undefined
  let isMore = false
  for (const { sk, item } of all) {
    if (after !== undefined && (backwards ? sk >= after : sk <= after)) continue
    if (!isWanted({ item, names, values })) continue
    if (looks === input.Limit || bytes >= mostBytes) {
      isMore = true
      break
    }
    looks += 1
    bytes += mostBytes === Infinity ? 0 : JSON.stringify(item).length
    last = sk
    if (!filter || filter({ item, names, values })) items.push(item)
  }
  // When a page has as many items as requested, DynamoDB does not check whether more follow.
  const goesOn = isMore || (looks > 0 && looks === input.Limit)
  return {
    ...(input.Select !== 'COUNT' && { Items: items }),
    Count: items.length,
    ScannedCount: looks,
    ...(goesOn && { LastEvaluatedKey: { [schema.partition]: { S: pk }, [schema.sort]: { S: last! } } }),
  }
}
