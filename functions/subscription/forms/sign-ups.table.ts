import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'

export type Counted = { outcome: 'counted' } | { outcome: 'full'; name: string }

/** A counter must not be gone before its window is. */
const spareSeconds = 3_600

/**
 * Counters by window of a network's sign-ups and of the mails to an inbox or a domain, one item of a write unit each: an hour's holds a
 * number for each of its minutes, 61 in all, and stays under 1 KB. They expire.
 */
export const createSignUpCounters = (client: DynamoDBClient, table: string) => ({
  /**
   * Counts one under each name of a window, or under none when one of them is full: in a single write, so that any
   * number at once are never more than there is room for. A write whose answer was lost may count twice.
   * @param counted the name of a network, an inbox or a domain
   * @returns which name is full, the first of them
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
      // Some emulators do not say what they found: then it is the shortest of the windows, which is given last.
      return { outcome: 'full', name: (full ?? names.at(-1)!).name }
    }
  },
})
export type SignUpCounters = ReturnType<typeof createSignUpCounters>
