import { type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { RateLimitDeps } from './rate-limit.ts'

const kind = 'rate'

/** Counts calls: one write unit each. DynamoDB forgets the counters some days late. */
export const createCallCounter =
  (client: DynamoDBClient, table: string): RateLimitDeps['count'] =>
  async ({ id, expires }) => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: marshall({ kind, id }),
        UpdateExpression: 'ADD calls :one SET #expires = :expires',
        ExpressionAttributeNames: { '#expires': 'expires' },
        ExpressionAttributeValues: marshall({ ':one': 1, ':expires': expires }),
        ReturnValues: 'UPDATED_NEW',
      }),
    )
    return Number(Attributes?.calls?.N ?? 0)
  }
