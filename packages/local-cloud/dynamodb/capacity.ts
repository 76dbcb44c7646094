import type { Quantities } from '../bill/usage.ts'
import { text } from '../gateway/parse-request.ts'
import type { Call, Request, Response } from '../types.ts'

const reads = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan'])
const writes = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem'])

const isBilled = ({ service, action }: Call) =>
  service === 'dynamodb' && (reads.has(action) || writes.has(action))

/** Requests the consumed capacity in the answer, unless the caller did so. */
export const askForUnits = (call: Call, request: Request): Request => {
  if (!isBilled(call) || request.body.includes('"ReturnConsumedCapacity"')) return request
  const body = request.body.toString('utf8').replace('{', '{"ReturnConsumedCapacity":"TOTAL",')
  return { ...request, body: Buffer.from(body) }
}

type Consumed = { CapacityUnits?: number }

const consumed = (body: string): number => {
  const { ConsumedCapacity } = JSON.parse(body) as { ConsumedCapacity?: Consumed | Consumed[] }
  return [ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0)
}

/**
 * DynamoDB request units that a call consumed, by the emulator's own count. A write whose condition failed is billed
 * too (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html). Its item's size is
 * unknown, so it counts as one unit. dynalite omits what writes to indexes cost.
 */
export const unitsOf = (call: Call, answer: Response): Quantities => {
  if (!isBilled(call)) return {}
  const body = text(answer.body) ?? answer.body.toString('utf8')
  const failed = answer.status !== 200
  const units = failed ? Number(body.includes('ConditionalCheckFailedException')) : consumed(body)
  if (reads.has(call.action)) return { 'dynamodb.reads': failed ? 0 : units }
  return { 'dynamodb.writes': units }
}
