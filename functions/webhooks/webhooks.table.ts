import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type * as z from 'zod'
import { putOverRevision } from '../runtime/put-over-revision.table.ts'
import { queryAll } from '../runtime/query-all.table.ts'
import { type OffReason, Webhook } from './webhook.ts'

const kind = 'webhook'

/** Webhooks, with the secrets by which they are signed. What workers note of failures changes no revision. */
export const createWebhooksTable = (client: DynamoDBClient, table: string) => {
  const keyOf = (id: string) => ({ TableName: table, Key: marshall({ kind, id }) })
  const update = async (
    id: string,
    UpdateExpression: string,
    values: Record<string, unknown> | undefined,
    condition = 'attribute_exists(id)',
  ): Promise<Webhook | undefined> => {
    try {
      const { Attributes } = await client.send(
        new UpdateItemCommand({
          ...keyOf(id),
          UpdateExpression,
          ConditionExpression: condition,
          ...(values && { ExpressionAttributeValues: marshall(values) }),
          ...(UpdateExpression.includes('#off') && { ExpressionAttributeNames: { '#off': 'off' } }),
          ReturnValues: 'ALL_NEW',
        }),
      )
      return Webhook.parse(unmarshall(Attributes!))
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined
      throw error
    }
  }
  return {
    get: async (id: string): Promise<Webhook | undefined> => {
      const { Item } = await client.send(new GetItemCommand({ ...keyOf(id), ConsistentRead: true }))
      return Item && Webhook.parse(unmarshall(Item))
    },
    /** In the order of their ids, which says nothing. */
    all: async (): Promise<Webhook[]> => {
      const found: Webhook[] = []
      const pages = queryAll(client, {
        TableName: table,
        KeyConditionExpression: 'kind = :kind',
        ExpressionAttributeValues: marshall({ ':kind': kind }),
      })
      for await (const { Items = [] } of pages)
        found.push(...Items.map((item) => Webhook.parse(unmarshall(item))))
      return found
    },
    /** @param before undefined = there is none of this id */
    replace: (before: Webhook | undefined, after: Webhook) =>
      putOverRevision(client, table, before, { ...after, kind }),
    remove: async (id: string): Promise<void> => {
      await client.send(new DeleteItemCommand(keyOf(id)))
    },
    /** Notes a failure. @param at Unix ms @returns the webhook with it; undefined when it is gone */
    failed: (id: string, at: number) =>
      update(id, 'SET failingSince = if_not_exists(failingSince, :at) ADD failures :one', {
        ':at': new Date(at).toISOString(),
        ':one': 1,
      }),
    /** Lets nothing be tried until then, Unix ms. */
    rest: (id: string, until: number) => update(id, 'SET restUntil = :until', { ':until': until }),
    /** Notes that something got through after failures. */
    succeeded: (id: string) => update(id, 'REMOVE failingSince, failures, restUntil', undefined),
    /** Switches it off. @returns undefined when it is off or gone already */
    switchOff: (id: string, at: string, why: z.infer<typeof OffReason>) =>
      update(
        id,
        'SET #off = :off ADD revision :one',
        { ':off': { at, why }, ':one': 1 },
        'attribute_exists(id) AND attribute_not_exists(#off)',
      ),
  }
}
export type WebhooksTable = ReturnType<typeof createWebhooksTable>
