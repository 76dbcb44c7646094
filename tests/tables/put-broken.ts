import { type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'

/** Puts a row that nobody of this version can read. */
export const putBroken = (client: DynamoDBClient, table: string, pk: string, sk: string) =>
  client.send(
    new PutItemCommand({
      TableName: table,
      Item: marshall({ pk, sk, number: 'seven', version: 'new', codes: 7 }),
    }),
  )
