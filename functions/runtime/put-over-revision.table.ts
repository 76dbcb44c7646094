import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'

/**
 * Writes an item's new state unless somebody changed it since it was read. The item's `revision` grows by one.
 * @param before the state that was read; undefined = there is no such item
 * @param after the whole item, with its keys
 */
export const putOverRevision = async (
  client: DynamoDBClient,
  table: string,
  before: { revision: number } | undefined,
  after: object,
): Promise<'written' | 'changed-meanwhile'> => {
  const item = { ...after, revision: (before?.revision ?? 0) + 1 }
  const condition = before
    ? {
        ConditionExpression: 'revision = :revision',
        ExpressionAttributeValues: marshall({ ':revision': before.revision }),
      }
    : { ConditionExpression: 'attribute_not_exists(id)' }
  try {
    const Item = marshall(item, { removeUndefinedValues: true })
    await client.send(new PutItemCommand({ TableName: table, Item, ...condition }))
    return 'written'
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'changed-meanwhile'
    throw error
  }
}
