import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { KeptSession } from './kept-session.ts'

const kind = 'session'

/** Who is signed in to the console. DynamoDB forgets what has expired, some days late. */
export const createSessionsTable = (client: DynamoDBClient, table: string) => {
  const keyOf = (id: string) => ({ TableName: table, Key: marshall({ kind, id }) })
  return {
    get: async (id: string): Promise<KeptSession | undefined> => {
      const { Item } = await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }))
      return Item && KeptSession.parse(unmarshall(Item))
    },
    put: async (session: KeptSession): Promise<void> => {
      await client.send(new PutItemCommand({ TableName: table, Item: marshall({ ...session, kind }) }))
    },
    /** Puts a session over the one of before; one that was ended meanwhile does not come back. */
    renew: async (session: KeptSession): Promise<void> => {
      try {
        await client.send(
          new PutItemCommand({
            TableName: table,
            Item: marshall({ ...session, kind }),
            ConditionExpression: 'attribute_exists(id)',
          }),
        )
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
    remove: async (id: string): Promise<void> => {
      await client.send(new DeleteItemCommand(keyOf(id)))
    },
  }
}
