import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'

const Cursor = z.object({ next: z.string().optional() })

/** In no shard, so that nobody meets it who goes through the readers. */
const key = { shard: 'forgetting', id: 'cursor' }

/** Where a round of forgetting ran out of time. A wrong one only changes when. */
export const createForgettingCursor = (client: DynamoDBClient, table: string) => ({
  get: async (): Promise<string | undefined> => {
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: marshall(key) }))
    return Item && Cursor.parse(unmarshall(Item)).next
  },
  /** @param next undefined = from the beginning */
  set: async (next: string | undefined): Promise<void> => {
    const Item = marshall({ ...key, next }, { removeUndefinedValues: true })
    await client.send(new PutItemCommand({ TableName: table, Item }))
  },
})
