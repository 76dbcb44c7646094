import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { queryAll } from '../../runtime/query-all.table.ts'
import type { SubscriberId } from './reader-id.ts'

/** A reader who is about to move, or was. */
const Move = z.object({
  /** By their old address. */
  id: z.string(),
  /** When it was confirmed, Unix ms by the database's clock; tells it from a later move of the same reader. */
  at: z.number(),
})
export type Moving = z.infer<typeof Move>

/** In no shard, so that nobody meets them who goes through the readers. */
const keyOf = (id: SubscriberId) => ({ shard: 'moving', id })

/** Moves that are under way: in the table of readers, since they are about them alone. The sweeper finishes them. */
export const createMovesTable = (client: DynamoDBClient, table: string) => ({
  /** Before the reader's row says so, so that nobody is forgotten if this dies in between. */
  add: async (id: SubscriberId, at: number): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: table, Item: marshall({ ...keyOf(id), at }) }))
  },
  list: async (): Promise<Moving[]> => {
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: marshall({ ':shard': 'moving' }),
      ConsistentRead: true,
    })
    const all: Moving[] = []
    for await (const { Items = [] } of pages) all.push(...Items.map((item) => Move.parse(unmarshall(item))))
    return all
  },
  /** Not that of a later move. */
  remove: async ({ id, at }: Moving): Promise<void> => {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: marshall(keyOf(id)),
          ConditionExpression: '#at = :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: marshall({ ':at': at }),
        }),
      )
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  },
})
export type MovesTable = ReturnType<typeof createMovesTable>
