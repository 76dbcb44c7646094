import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

const key = { kind: 'pace', id: 'asks' }

/** One item of the table of imports, for all imports that ask: until when the rate of asking is reserved. */
export const createAskPaceTable = (client: DynamoDBClient, table: string) => ({
  /** @returns Unix ms; undefined when nobody has asked yet. A consistent read */
  get: async (): Promise<number | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    )
    const until: unknown = Item && unmarshall(Item).until
    return typeof until === 'number' ? until : undefined
  },

  /** @returns whether it was moved: not when somebody else did since it was read, or when the answer was lost */
  move: async (known: number | undefined, until: number): Promise<boolean> => {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ ...key, until }),
          ConditionExpression: known === undefined ? 'attribute_not_exists(#until)' : '#until = :known',
          ExpressionAttributeNames: { '#until': 'until' },
          ...(known !== undefined && { ExpressionAttributeValues: marshall({ ':known': known }) }),
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  },
})
export type AskPaceTable = ReturnType<typeof createAskPaceTable>
