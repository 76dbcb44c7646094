import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import type { WebhookEvent } from '../events/webhook-event.ts'
import { eventIdOf } from '../events/webhook-event.ts'
import { defined } from '../runtime/defined.ts'
import { type Attempt, Delivery, keptDays, mostAttempts, newDelivery } from './delivery.ts'

const logOf = (webhook: string) => `log ${webhook}`
const told = 'told'
const Told = z.object({ at: z.number() })

/** As it was read: neither tried nor begun anew since. */
const asSeen = 'tries = :tries AND begunAt = :begunAt'

/** What was tried at whom: forgotten after a month. */
export const createDeliveriesTable = (client: DynamoDBClient, table: string) => {
  const keyOf = (webhook: string, id: string) => ({
    TableName: table,
    Key: marshall({ kind: logOf(webhook), id }),
  })
  const putNew = async (row: object): Promise<boolean> => {
    try {
      const Item = marshall(row, { removeUndefinedValues: true })
      await client.send(
        new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(id)' }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }
  const get = async (webhook: string, id: string): Promise<Delivery | undefined> => {
    const { Item } = await client.send(new GetItemCommand({ ...keyOf(webhook, id), ConsistentRead: true }))
    return Item && Delivery.parse(unmarshall(Item))
  }
  const update = async (
    key: ReturnType<typeof keyOf>,
    {
      set,
      names,
      values,
      condition,
    }: { set: string; names?: Record<string, string>; values: Record<string, unknown>; condition: string },
  ): Promise<boolean> => {
    try {
      await client.send(
        new UpdateItemCommand({
          ...key,
          UpdateExpression: set,
          ConditionExpression: condition,
          ExpressionAttributeNames: { '#state': 'state', ...names },
          ExpressionAttributeValues: marshall(values, { removeUndefinedValues: true }),
        }),
      )
      return true
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false
      throw error
    }
  }
  return {
    get,
    /**
     * The delivery of an event to a webhook: one, however often the event is announced.
     * @param at Unix ms, of this announcement
     */
    open: async (webhook: string, event: WebhookEvent, at: number): Promise<Delivery> => {
      const key = { kind: told, id: `${webhook} ${eventIdOf(event)}` }
      const expires = Math.floor(at / 1000) + keptDays * 86_400
      let first = at
      if (!(await putNew({ ...key, at, expires }))) {
        const { Item } = await client.send(
          new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
        )
        if (Item) first = Told.parse(unmarshall(Item)).at
      }
      const delivery = newDelivery(webhook, event, first)
      if (await putNew({ ...delivery, kind: logOf(webhook) })) return delivery
      return (await get(webhook, delivery.id)) ?? delivery
    },
    /**
     * Notes a try. @param delivery as it was read
     * @returns false when somebody else tried it meanwhile, or had it begin anew: that goes on, and this is not noted
     */
    tried: async (
      { webhook, id, tries, begunAt, attempts }: Delivery,
      attempt: Attempt,
      { state, next }: { state: Delivery['state']; next?: string | undefined },
    ): Promise<boolean> => {
      const kept = [...attempts, attempt].slice(-mostAttempts)
      return update(keyOf(webhook, id), {
        set: `SET tries = :more, attempts = :attempts, #state = :state ${next ? ', #next = :next' : 'REMOVE #next'}`,
        names: { '#next': 'next' },
        values: defined({
          ':more': tries + 1,
          ':attempts': kept,
          ':state': state,
          ':next': next,
          ':tries': tries,
          ':begunAt': begunAt,
        }),
        condition: asSeen,
      })
    },
    /** Gives up what waits, without a try. */
    giveUp: ({ webhook, id, tries, begunAt }: Delivery) =>
      update(keyOf(webhook, id), {
        set: 'SET #state = :state REMOVE #next',
        names: { '#next': 'next' },
        values: { ':state': 'given-up', ':tries': tries, ':begunAt': begunAt },
        condition: asSeen,
      }),
    /** Has it wait anew, with a day of tries before it. */
    beginAnew: ({ webhook, id, tries, begunAt }: Delivery) =>
      update(keyOf(webhook, id), {
        set: 'SET #state = :state, begunAt = :tries',
        values: { ':state': 'waiting', ':tries': tries, ':begunAt': begunAt },
        condition: asSeen,
      }),
    /**
     * The log of a webhook, the newest first.
     * @param after the `next` of the page before
     */
    page: async (
      webhook: string,
      after: string | undefined,
      limit: number,
    ): Promise<{ deliveries: Delivery[]; next?: string }> => {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: after === undefined ? 'kind = :kind' : 'kind = :kind AND id < :after',
          ExpressionAttributeValues: marshall(defined({ ':kind': logOf(webhook), ':after': after })),
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        }),
      )
      const deliveries = Items.map((item) => Delivery.parse(unmarshall(item)))
      return { deliveries, ...(LastEvaluatedKey && { next: deliveries.at(-1)!.id }) }
    },
  }
}
export type DeliveriesTable = ReturnType<typeof createDeliveriesTable>
