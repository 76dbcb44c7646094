import { createHash } from 'node:crypto'
import {
  type AttributeValue,
  BatchWriteItemCommand,
  type DynamoDBClient,
  ScanCommand,
} from '@aws-sdk/client-dynamodb'
import type { Language } from '../../functions/publication/language.ts'

const atOnce = 20
/** DynamoDB's maximum for one BatchWriteItem. */
const batch = 25

/**
 * Fills the subscribers' table with copies of a reader who signed up by the form: the same row under other addresses.
 * The first copy replaces the row. The keys of the others are hashes too, spread evenly over the shards, but the
 * service would find none of them by an address. They read the languages in turn.
 */
export const multiplyReader = async (
  client: DynamoDBClient,
  table: string,
  email: string,
  readers: number,
  languages: readonly Language[],
) => {
  const row = await rowOf(client, table, email)
  let next = 0
  const write = async () => {
    while (next < readers) {
      const numbers = Array.from({ length: Math.min(batch, readers - next) }, () => next++)
      const requests = numbers.map((number) => ({ PutRequest: { Item: copyOf(row, number, languages) } }))
      await client.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, write))
}

type Row = Record<string, AttributeValue>

const rowOf = async (client: DynamoDBClient, table: string, email: string): Promise<Row> => {
  const { Items = [] } = await client.send(
    new ScanCommand({
      TableName: table,
      FilterExpression: 'email = :email',
      ExpressionAttributeValues: { ':email': { S: email } },
    }),
  )
  if (!Items[0]) throw new Error(`${email} signed up and is not in the table`)
  return Items[0]
}

const copyOf = (row: Row, number: number, languages: readonly Language[]): Row => {
  const email = `reader-${number}@readers.example`
  const id = number === 0 ? row.id!.S! : createHash('sha256').update(email).digest('hex').slice(0, 32)
  const language = { S: languages[number % languages.length]! }
  return { ...row, shard: { S: id.slice(0, 2) }, id: { S: id }, email: { S: email }, language }
}
