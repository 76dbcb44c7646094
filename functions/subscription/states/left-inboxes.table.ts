import { BatchGetItemCommand, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { type SubscriberId, shardOf } from './reader-id.ts'

/** In no shard, so that nobody meets them who goes through the readers, and as evenly spread as readers are. */
const keyOf = (id: SubscriberId) => ({ shard: `left ${shardOf(id)}`, id })

/**
 * Inboxes that somebody left, or is suppressed or erased at, by a spelling of which their row says nothing to other spellings:
 * the id of the inbox and nothing else. It stays, as the id of a reader does.
 */
export const createLeftInboxes = (client: DynamoDBClient, table: string) => ({
  note: async (inbox: SubscriberId): Promise<void> => {
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(keyOf(inbox)) }))
  },

  /** @returns those of the inboxes that are noted */
  among: async (inboxes: readonly SubscriberId[]): Promise<Set<SubscriberId>> => {
    const found = new Set<SubscriberId>()
    // DynamoDB refuses a key that it is asked for twice.
    let keys = [...new Set(inboxes)].map((id) => marshall(keyOf(id)))
    while (keys.length > 0) {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetItemCommand({
          RequestItems: { [table]: { Keys: keys.slice(0, 100), ConsistentRead: true } },
        }),
      )
      for (const item of Responses?.[table] ?? []) found.add(unmarshall(item).id as SubscriberId)
      keys = [...keys.slice(100), ...(UnprocessedKeys?.[table]?.Keys ?? [])]
    }
    return found
  },
})
export type LeftInboxes = ReturnType<typeof createLeftInboxes>
