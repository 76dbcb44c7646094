import { isDeepStrictEqual } from 'node:util'
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import type * as z from 'zod'

type Key = { pk: string; sk: string }

/**
 * The few operations that the ledger is made of. Every write is idempotent or conditional, and a failed condition is
 * an answer: the SDK may have repeated a write whose answer was lost, so whoever loses reads back and looks for itself.
 */
export const createLedger = (client: DynamoDBClient, table: string) => {
  const get = async <Schema extends z.ZodType>(
    schema: Schema,
    key: Key,
  ): Promise<z.infer<Schema> | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: marshall(key), ConsistentRead: true }),
    )
    return Item && schema.parse(unmarshall(Item))
  }

  return {
    get,

    /** Puts an item where there is none. @returns what stands there now, and whether it is ours */
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
          throw new Error(`The ledger's item ${key.pk}/${key.sk} was there and is gone`, { cause: error })
        // What we met may be our own: put by a first try whose answer was lost.
        return { won: isDeepStrictEqual(standing, schema.parse(unmarshall(Item))), value: standing }
      }
    },

    /** Changes an item under a condition. @returns the item after the change; undefined when the condition failed */
    update: async <Schema extends z.ZodType>(
      schema: Schema,
      key: Key,
      change: {
        set: string
        condition: string
        names?: Record<string, string>
        values?: Record<string, unknown>
      },
    ): Promise<z.infer<Schema> | undefined> => {
      const input: UpdateItemCommandInput = {
        TableName: table,
        Key: marshall(key),
        UpdateExpression: change.set,
        ConditionExpression: change.condition,
        ...(change.values && {
          ExpressionAttributeValues: marshall(change.values, { removeUndefinedValues: true }),
        }),
        ...(change.names && { ExpressionAttributeNames: change.names }),
        ReturnValues: 'ALL_NEW',
      }
      try {
        const { Attributes } = await client.send(new UpdateItemCommand(input))
        return schema.parse(unmarshall(Attributes!))
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined
        throw error
      }
    },

    /**
     * All items of a partition, in order; with a prefix, those whose sort key begins so. Consistent.
     * No prefix is not an empty one: DynamoDB refuses an empty string as a key's value (seen on DynamoDB Local 3.3).
     */
    list: async <Schema extends z.ZodType>(
      schema: Schema,
      pk: string,
      prefix?: string,
    ): Promise<z.infer<Schema>[]> => {
      const items: z.infer<Schema>[] = []
      let start: QueryCommandInput['ExclusiveStartKey']
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
            ExpressionAttributeValues: marshall({ ':pk': pk, ...(prefix && { ':prefix': prefix }) }),
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        )
        items.push(...Items.map((item) => schema.parse(unmarshall(item))))
        start = LastEvaluatedKey
      } while (start)
      return items
    },

    remove: async (key: Key): Promise<void> => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }))
    },
  }
}
export type Ledger = ReturnType<typeof createLedger>
