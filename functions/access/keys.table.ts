import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { queryAll } from '../runtime/query-all.table.ts'
import { KeptKey } from './kept-key.ts'

export type { KeptKey } from './kept-key.ts'

const kind = 'key'

/** The API keys. A revoked one is gone. */
export const createKeysTable = (client: DynamoDBClient, table: string) => {
  const keyOf = (id: string) => ({ TableName: table, Key: marshall({ kind, id }) })
  return {
    get: async (id: string): Promise<KeptKey | undefined> => {
      const { Item } = await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }))
      return Item && KeptKey.parse(unmarshall(Item))
    },
    /** In the order of their ids, which says nothing. */
    all: async (): Promise<KeptKey[]> => {
      const found: KeptKey[] = []
      const pages = queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: marshall({ ':kind': kind }),
      })
      for await (const { Items = [] } of pages)
        found.push(...Items.map((item) => KeptKey.parse(unmarshall(item))))
      return found
    },
    put: async (key: KeptKey): Promise<void> => {
      const Item = marshall({ ...key, kind }, { removeUndefinedValues: true })
      await client.send(new PutItemCommand({ TableName: table, Item }))
    },
    remove: async (id: string): Promise<void> => {
      await client.send(new DeleteItemCommand(keyOf(id)))
    },
    /** Notes a day of use. Of a key that was revoked meanwhile nothing comes back. */
    markUsed: async (id: string, day: string): Promise<void> => {
      try {
        await client.send(
          new UpdateItemCommand({
            ...keyOf(id),
            UpdateExpression: 'SET usedOn = :day',
            ConditionExpression: 'attribute_exists(id)',
            ExpressionAttributeValues: marshall({ ':day': day }),
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}
export type KeysTable = ReturnType<typeof createKeysTable>
