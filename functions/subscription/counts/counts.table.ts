import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { putOverRevision } from '../../runtime/put-over-revision.table.ts'
import { queryAll } from '../../runtime/query-all.table.ts'
import { DayCounts, dayAfter, ShardCounts } from './day-counts.ts'

/** In no shard, so that nobody meets them who goes through the readers. */
const days = 'growth'
const shardsOf = (day: string): string => `counts#${day}`

/** For so many days the counts of single shards are kept, to look at. */
const keptDays = 7

const shardItem = (day: string, { shard, ...counts }: ShardCounts) => {
  const expires = Date.parse(dayAfter(day, keptDays)) / 1000
  return { ...counts, expires, shard: shardsOf(day), id: shard }
}

const itemsOf = async (
  client: DynamoDBClient,
  table: string,
  shard: string,
  [from, to]: readonly [string, string],
): Promise<Record<string, AttributeValue>[]> => {
  const found: Record<string, AttributeValue>[] = []
  const pages = queryAll(client, {
    TableName: table,
    KeyConditionExpression: '#shard = :shard AND id BETWEEN :from AND :to',
    ExpressionAttributeNames: { '#shard': 'shard' },
    ExpressionAttributeValues: marshall({ ':shard': shard, ':from': from, ':to': to }),
  })
  for await (const { Items = [] } of pages) found.push(...Items)
  return found
}

/** What the nights counted, beside the readers, so that it is backed up and brought back with them. */
export const createCountsTable = (client: DynamoDBClient, table: string) => ({
  /** @param from, to the first and the last day @returns the days that were counted, in order; 1 MB, of years, is one query */
  days: async (from: string, to: string): Promise<DayCounts[]> =>
    (await itemsOf(client, table, days, [from, to])).map((item) => {
      const { id: day, ...counts } = unmarshall(item)
      return DayCounts.parse({ ...counts, day })
    }),
  /** Keeps a day's counts, unless they are there: what was written in its night stays. */
  putDay: async ({ day, ...counts }: DayCounts): Promise<void> => {
    await putOverRevision(client, table, undefined, { ...counts, shard: days, id: day })
  },
  /** The shards of a day that have been counted. */
  shards: async (day: string): Promise<ShardCounts[]> =>
    (await itemsOf(client, table, shardsOf(day), ['00', 'ff'])).map((item) => {
      const { id: shard, ...counts } = unmarshall(item)
      return ShardCounts.parse({ ...counts, shard })
    }),
  /** Keeps a shard's counts of a day, unless they are there. */
  putShard: async (day: string, counts: ShardCounts): Promise<void> => {
    await putOverRevision(client, table, undefined, shardItem(day, counts))
  },
  /** Notes of a shard that nothing is left to forget in it. @param counts as they are there */
  forgotIn: async (day: string, { forgetting: _, ...counts }: ShardCounts): Promise<void> => {
    await putOverRevision(client, table, { revision: 1 }, shardItem(day, counts))
  },
})
export type CountsTable = ReturnType<typeof createCountsTable>
