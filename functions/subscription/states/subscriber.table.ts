import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { putOverRevision } from '../../runtime/put-over-revision.table.ts'
import { queryAll } from '../../runtime/query-all.table.ts'
import { type SubscriberId, shardOf } from './reader-id.ts'
import { type Erased, ReaderRow, RequestAnew } from './subscriber.ts'

/** @throws an error that names the unreadable row by its shard: it comes into logs, which name nobody */
const read = (item: Record<string, AttributeValue>): ReaderRow => {
  const parsed = ReaderRow.safeParse(unmarshall(item))
  if (parsed.success) return parsed.data
  throw new Error(
    `A subscriber of shard ${item.shard?.S} cannot be read: another version of this service wrote it`,
    {
      cause: parsed.error,
    },
  )
}

const keyOf = (id: SubscriberId) => ({ shard: shardOf(id), id })

/** New sign-ups of erased readers: in no shard, so that nobody meets them who goes through the readers. */
const anewKeyOf = (id: SubscriberId) => ({ shard: 'anew', id })

const mostCounted = 8
const enoughCounted = 400

const shardNumber = (number: number): string => number.toString(16).padStart(2, '0')

const countShard = async (client: DynamoDBClient, table: string, shard: string): Promise<number> => {
  const pages = queryAll(client, {
    TableName: table,
    KeyConditionExpression: '#shard = :shard',
    ExpressionAttributeNames: { '#shard': 'shard' },
    ExpressionAttributeValues: marshall({ ':shard': shard }),
    Select: 'COUNT',
  })
  let counted = 0
  for await (const { Count = 0 } of pages) counted += Count
  return counted
}

/** Subscribers, keyed by (shard, id): found by address without an index, listed by 256 resumable queries. */
export const createSubscribersTable = (client: DynamoDBClient, table: string) => ({
  /** A consistent read. */
  get: async (id: SubscriberId): Promise<ReaderRow | undefined> => {
    const item = await itemOf(client, table, keyOf(id))
    const row = item && read(item)
    return row?.status === 'erased' ? withRequest(row, await itemOf(client, table, anewKeyOf(id))) : row
  },

  /** Consistent reads of any number of subscribers. Those that do not exist are missing from the map. */
  getMany: async (ids: readonly SubscriberId[]): Promise<Map<SubscriberId, ReaderRow>> => {
    const found = new Map<SubscriberId, ReaderRow>()
    // DynamoDB refuses a key that it is asked for twice.
    let keys = [...new Set(ids)].map((id) => marshall(keyOf(id)))
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
        }),
      )
      for (const item of Responses?.[table] ?? []) {
        const subscriber = read(item)
        found.set(subscriber.id, subscriber)
      }
      keys = [...keys.slice(100), ...(UnprocessedKeys?.[table]?.Keys ?? [])]
    }
    return found
  },

  /**
   * One page of a shard, in order of id. The read is consistent because planning must see every reader confirmed before
   * the freeze.
   * @param limit reads at most this many, to avoid paying for rows that are not needed
   * @returns `next` is the id to continue after; absent at the end
   */
  page: async (
    shard: string,
    after?: SubscriberId,
    limit?: number,
  ): Promise<{ subscribers: ReaderRow[]; next?: SubscriberId }> => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#shard = :shard',
        ExpressionAttributeNames: { '#shard': 'shard' },
        ExpressionAttributeValues: marshall({ ':shard': shard }),
        ConsistentRead: true,
        ...(after && { ExclusiveStartKey: marshall({ shard, id: after }) }),
        ...(limit && { Limit: limit }),
      }),
    )
    return {
      subscribers: Items.map((item) => read(item)),
      ...(LastEvaluatedKey && { next: unmarshall(LastEvaluatedKey).id as string }),
    }
  },

  /**
   * Estimates the number of subscribers by counting some of the 256 shards. The table's own count may be six hours old
   * (Amazon DynamoDB API Reference, "TableDescription") and says 0 right after an import.
   */
  estimate: async (): Promise<number> => {
    let counted = 0
    let shards = 0
    // Ids are evenly spread: one large shard is enough, and small shards are quick to count.
    while (shards < mostCounted && counted < enoughCounted) {
      counted += await countShard(client, table, shardNumber(shards * Math.floor(256 / mostCounted)))
      shards += 1
    }
    return Math.round((counted * 256) / shards)
  },

  /**
   * Writes a subscriber's new state unless somebody changed it since it was read. An erased reader's new sign-up is written
   * beside their row, and counts only as long as that stays as it is.
   * @param before the state that was read; undefined = no such subscriber
   */
  replace: async (
    before: ReaderRow | undefined,
    after: ReaderRow,
  ): Promise<'written' | 'changed-meanwhile'> => {
    if (after.status === 'erased' && after.request) return putRequest(client, table, after, after.request)
    // Parsing strips fields of other states. An `expires` left on an active row would let DynamoDB delete a reader.
    const state = ReaderRow.parse(after)
    return putOverRevision(client, table, before, { ...state, shard: shardOf(after.id) })
  },

  /** Deletes an erased reader's new sign-up, if there is one. */
  removeRequest: async (id: SubscriberId): Promise<void> => {
    await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(anewKeyOf(id)) }))
  },
})
export type SubscribersTable = ReturnType<typeof createSubscribersTable>

const itemOf = async (client: DynamoDBClient, table: string, key: { shard: string; id: SubscriberId }) => {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
  )
  return Item
}

/** @param item of the new sign-up, which counts if it was made over this very row */
const withRequest = (row: Erased, item: Record<string, AttributeValue> | undefined): Erased => {
  const { over, expires, ...request } = item ? unmarshall(item) : {}
  return over === row.revision ? { ...row, request: RequestAnew.parse({ ...request, until: expires }) } : row
}

const putRequest = async (
  client: DynamoDBClient,
  table: string,
  { id, revision: over }: Erased,
  { until: expires, revision, ...asked }: RequestAnew,
): Promise<'written' | 'changed-meanwhile'> => {
  const item = { ...anewKeyOf(id), ...asked, expires, over, revision: revision + 1 }
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall(item, { removeUndefinedValues: true }),
        // A form of before the row changed comes late.
        ConditionExpression:
          'attribute_not_exists(id) OR #over < :over OR (#over = :over AND revision = :revision)',
        ExpressionAttributeNames: { '#over': 'over' },
        ExpressionAttributeValues: marshall({ ':over': over, ':revision': revision }),
      }),
    )
    return 'written'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'changed-meanwhile'
    throw error
  }
}
