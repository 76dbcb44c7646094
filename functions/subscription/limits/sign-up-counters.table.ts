import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'

export type Counted = { outcome: 'counted' } | { outcome: 'full'; name: string }

/** What was counted in a window, such as `2026-12-01` or an hour of it. `expires`: when it is deleted, Unix seconds. */
export type CountedMails = { window: string; mails: number; expires: number }

/** A counter must outlive its window. */
const spareSeconds = 3_600

/**
 * Counters of sign-ups by network and of mails by inbox or domain, one item per window. An hour's item holds at most
 * 61 numbers (one per minute, and the total) and stays under 1 KB, so a write costs one unit. Items expire.
 */
export const createSignUpCounters = (client: DynamoDBClient, table: string) => ({
  /**
   * Adds one to each named counter of a window, or to none when one of them is full. It is a single conditional write,
   * so concurrent requests never exceed a limit. A write whose answer is lost may count twice.
   * @param counted the hashed name of a network, an inbox or a domain
   * @returns on `full`, the name of the first counter that is full
   */
  count: async (
    counted: string,
    { name: window, ends }: { name: string; ends: number },
    names: { name: string; atMost: number }[],
  ): Promise<Counted> => {
    const each = (write: (index: number) => string, separator: string) =>
      names.map((_, index) => write(index)).join(separator)
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: marshall({ counted, window }),
          UpdateExpression: `ADD ${each((at) => `#n${at} :one`, ', ')} SET #expires = :expires`,
          ConditionExpression: each((at) => `(attribute_not_exists(#n${at}) OR #n${at} < :n${at})`, ' AND '),
          ExpressionAttributeNames: {
            '#expires': 'expires',
            ...Object.fromEntries(names.map(({ name }, at) => [`#n${at}`, name])),
          },
          ExpressionAttributeValues: marshall({
            ':one': 1,
            ':expires': Math.ceil(ends / 1000) + spareSeconds,
            ...Object.fromEntries(names.map(({ atMost }, at) => [`:n${at}`, atMost])),
          }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      )
      return { outcome: 'counted' }
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
      const found = error.Item ? unmarshall(error.Item) : {}
      const full = names.find(({ name, atMost }) => Number(found[name] ?? 0) >= atMost)
      // Some emulators do not return the item. Then assume the shortest window, which callers name last.
      return { outcome: 'full', name: (full ?? names.at(-1)!).name }
    }
  },

  /** What was counted of mails to an inbox. @param inbox its hashed name */
  mailsTo: async (inbox: string): Promise<CountedMails[]> =>
    (await itemsOf(client, table, inbox)).map((item) => {
      const { window, all, expires } = Counter.parse(unmarshall(item))
      return { window, mails: all, expires }
    }),

  /** Deletes all that was counted under a name; it is a window or two, until DynamoDB deletes them itself. */
  forget: async (counted: string): Promise<void> => {
    for (const { window } of await itemsOf(client, table, counted))
      await client.send(
        new DeleteItemCommand({ TableName: table, Key: { counted: { S: counted }, window: window! } }),
      )
  },
})
export type SignUpCounters = ReturnType<typeof createSignUpCounters>

const Counter = z.object({ window: z.string(), all: z.number(), expires: z.number() })

const itemsOf = async (client: DynamoDBClient, table: string, counted: string) => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'counted = :counted',
      ExpressionAttributeValues: marshall({ ':counted': counted }),
      ConsistentRead: true,
    }),
  )
  return Items
}
