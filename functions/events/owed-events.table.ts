import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { queryAll } from '../runtime/query-all.table.ts'
import { eventIdOf, WebhookEvent } from './webhook-event.ts'

/** In no shard, beside what webhooks want. */
const shard = 'webhooks'
const prefix = 'owed '
const Owed = z.object({ event: WebhookEvent })

/**
 * Events that no queue took: what they announce was done all the same, and they are queued as soon as that is possible.
 * @param table of subscribers, to which whoever changes a reader writes anyway
 */
export const createOwedEvents = (client: DynamoDBClient, table: string) => ({
  add: async (event: WebhookEvent): Promise<void> => {
    const Item = marshall({ shard, id: `${prefix}${eventIdOf(event)}`, event })
    await client.send(new PutItemCommand({ TableName: table, Item }))
  },
  list: async (): Promise<WebhookEvent[]> => {
    const found: WebhookEvent[] = []
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: '#shard = :shard AND begins_with(id, :prefix)',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: marshall({ ':shard': shard, ':prefix': prefix }),
    })
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => Owed.parse(unmarshall(item)).event))
    return found
  },
  /** Removes one that was queued, unless it was announced anew meanwhile. */
  remove: async (event: WebhookEvent): Promise<void> => {
    try {
      await client.send(
        new DeleteItemCommand({
          TableName: table,
          Key: marshall({ shard, id: `${prefix}${eventIdOf(event)}` }),
          ConditionExpression: 'event.#at = :at',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: marshall({ ':at': event.at }),
        }),
      )
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  },
})
export type OwedEvents = ReturnType<typeof createOwedEvents>
