import { isDeepStrictEqual } from 'node:util'
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type * as z from 'zod'
import { queryAll } from '../../runtime/query-all.table.ts'
import type { Key, KeyRange } from './keys.ts'
import { UnreadableRow } from './unreadable-row.ts'

type Item = Record<string, AttributeValue>

/** Rows of a partition: the readable ones, and an error that names each unreadable one. */
export type Readable<Row> = { items: Row[]; unreadable: Error[] }

/**
 * The few operations that the ledger needs. Every write is idempotent or conditional, and a failed condition is an
 * answer: the SDK may have repeated a write whose answer was lost, so a loser reads the row back and compares.
 */
export const createLedger = (client: DynamoDBClient, table: string) => {
  const get = async <Schema extends z.ZodType>(
    schema: Schema,
    key: Key,
  ): Promise<z.infer<Schema> | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    )
    return Item && read(schema, Item)
  }

  const items = async ({ pk, ...only }: KeyRange): Promise<Item[]> => {
    const found: Item[] = []
    const { condition, values } = narrowed(only)
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: `pk = :pk${condition}`,
      ExpressionAttributeValues: marshall({ ':pk': pk, ...values }),
    })
    for await (const { Items = [] } of pages) found.push(...Items)
    return found
  }

  return {
    get,

    /** Puts an item unless one exists. @returns the stored item, and whether it is ours */
    putNew: async <Schema extends z.ZodType>(schema: Schema, key: Key, value: z.infer<Schema>) => {
      const Item = marshall({ ...key, ...(value as object) }, { removeUndefinedValues: true })
      try {
        await client.send(
          new PutItemCommand({ TableName: table, Item, ConditionExpression: 'attribute_not_exists(pk)' }),
        )
        return { won: true, value }
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        const standing = await get(schema, key)
        if (!standing)
          throw new Error(`The ledger’s item ${key.pk}/${key.sk} was there and is gone`, { cause: error })
        // The stored item may be our own, put by a first attempt whose answer was lost.
        return { won: isDeepStrictEqual(standing, read(schema, Item)), value: standing }
      }
    },

    /** Updates an item under a condition. @returns the updated item; undefined when the condition failed */
    update: async <Schema extends z.ZodType>(
      schema: Schema,
      key: Key,
      change: {
        set: string
        /** Absent: update unconditionally, and create the item if needed. */
        condition?: string
        names?: Record<string, string>
        values?: Record<string, unknown>
      },
    ): Promise<z.infer<Schema> | undefined> => {
      const input: UpdateItemCommandInput = {
        TableName: table,
        Key: marshall(key),
        UpdateExpression: change.set,
        ...(change.condition && { ConditionExpression: change.condition }),
        ...(change.values && {
          ExpressionAttributeValues: marshall(change.values, { removeUndefinedValues: true }),
        }),
        ...(change.names && { ExpressionAttributeNames: change.names }),
        ReturnValues: 'ALL_NEW',
      }
      try {
        const { Attributes } = await client.send(new UpdateItemCommand(input))
        return read(schema, Attributes!)
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined
        throw error
      }
    },

    /**
     * All items of a range, in order. Consistent. A missing prefix differs from an empty one: DynamoDB refuses an empty
     * string as a key's value (seen on DynamoDB Local 3.3).
     */
    list: async <Schema extends z.ZodType>(schema: Schema, range: KeyRange): Promise<z.infer<Schema>[]> =>
      (await items(range)).map((item) => read(schema, item)),

    /**
     * Like `list`, for callers that continue past unreadable rows: a broken row must stop only what needs it.
     * @returns the readable rows, and an error that names each unreadable one
     */
    listReadable: async <Schema extends z.ZodType>(
      schema: Schema,
      range: KeyRange,
    ): Promise<Readable<z.infer<Schema>>> => {
      const rows = await items(range)
      const found: Readable<z.infer<Schema>> = { items: [], unreadable: [] }
      for (const row of rows) {
        try {
          found.items.push(read(schema, row))
        } catch (error) {
          found.unreadable.push(error as Error)
        }
      }
      return found
    },

    /** The last item of a partition. Consistent. */
    last: async <Schema extends z.ZodType>(
      schema: Schema,
      { pk }: Pick<KeyRange, 'pk'>,
    ): Promise<z.infer<Schema> | undefined> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': pk }),
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: 1,
        }),
      )
      return Items[0] && read(schema, Items[0])
    },

    /**
     * The first readable items of a partition between two sort keys, both exclusive. Consistent.
     * @param most maximum items read
     */
    after: async <Schema extends z.ZodType>(
      schema: Schema,
      { pk, from, to }: { pk: string; from: string; to: string },
      most: number,
    ): Promise<z.infer<Schema>[]> => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: marshall({ ':pk': pk, ':from': from, ':to': to }),
          ConsistentRead: true,
          Limit: most + 1,
        }),
      )
      return Items.filter(({ sk }) => sk?.S !== from && sk?.S !== to).flatMap(
        (item) => schema.safeParse(unmarshall(item)).data ?? [],
      )
    },

    /** Whether a partition is empty. Consistent. */
    isEmpty: async ({ pk }: Pick<KeyRange, 'pk'>): Promise<boolean> => {
      const { Count } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: marshall({ ':pk': pk }),
          ConsistentRead: true,
          Limit: 1,
        }),
      )
      return Count === 0
    },

    /** Puts an item unconditionally. */
    put: async (key: Key, value: object): Promise<void> => {
      await client.send(new PutItemCommand({ TableName: table, Item: marshall({ ...key, ...value }) }))
    },

    /** Removes an item; with `only`, only if it still has these values. */
    remove: async (key: Key, only: Record<string, string | number> = {}): Promise<void> => {
      const fields = Object.keys(only)
      const condition = fields.length > 0 && {
        ConditionExpression: fields.map((field) => `#${field} = :${field}`).join(' AND '),
        ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
        ExpressionAttributeValues: marshall(
          Object.fromEntries(fields.map((field) => [`:${field}`, only[field]])),
        ),
      }
      try {
        await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key), ...condition }))
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    },
  }
}
export type Ledger = ReturnType<typeof createLedger>

const narrowed = ({ prefix, upTo }: Omit<KeyRange, 'pk'>) => {
  if (prefix) return { condition: ' AND begins_with(sk, :prefix)', values: { ':prefix': prefix } }
  return upTo ? { condition: ' AND sk <= :upTo', values: { ':upTo': upTo } } : { condition: '', values: {} }
}

/** @throws an error that names the unreadable item, which stays as it is and so stops only what asked for it */
const read = <Schema extends z.ZodType>(schema: Schema, item: Item): z.infer<Schema> => {
  const parsed = schema.safeParse(unmarshall(item))
  if (parsed.success) return parsed.data
  throw new UnreadableRow({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' }, parsed.error)
}
