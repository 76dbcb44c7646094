import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type IdempotencyDeps, KeptCall } from './idempotency.ts'

const kind = 'idempotency'

/** Calls that came with an `Idempotency-Key`. DynamoDB forgets them a day later, or some days. */
export const createKeyedCallsTable = (client: DynamoDBClient, table: string): IdempotencyDeps['calls'] => {
  const put = async (call: KeptCall, condition: string, values: Record<string, unknown>) => {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...call, kind }),
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#run': 'run', ...(condition.includes('#until') && names) },
          ExpressionAttributeValues: marshall(values),
        }),
      )
      return true
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      return false
    }
  }
  const get = async (id: string): Promise<KeptCall | undefined> => {
    const Key = marshall({ kind, id })
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
    return Item && KeptCall.parse(unmarshall(Item))
  }
  return {
    begin: async (call, now) => {
      const isFree = `attribute_not_exists(id) OR #expires < :seconds OR (attribute_not_exists(#status) AND #until < :now)`
      const won = await put(call, `${isFree} OR #run = :run`, {
        ':seconds': Math.floor(now / 1000),
        ':now': now,
        ':run': call.run,
      })
      return won ? undefined : get(call.id)
    },
    end: async (call) => {
      // Whoever took it over meanwhile has it.
      await put(call, '#run = :run', { ':run': call.run })
    },
  }
}

const names = { '#expires': 'expires', '#status': 'status', '#until': 'until' }
