import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { putOverRevision } from '../../runtime/put-over-revision.table.ts'
import { queryAll } from '../../runtime/query-all.table.ts'
import { Rule } from './rule.ts'

/** A rule under a name, with who saved it last, and when (ISO 8601). */
export const SavedSegment = z.object({
  id: z.string(),
  rule: Rule,
  at: z.string(),
  by: z.string().optional(),
  revision: z.number(),
})
export type SavedSegment = z.infer<typeof SavedSegment>

/** In no shard, so that nobody meets them who goes through the readers. */
const shard = 'segments'

/** Saved segments, which are few: beside the readers, so that they are backed up and brought back with them. */
export const createSegmentsTable = (client: DynamoDBClient, table: string) => ({
  get: async (id: string): Promise<SavedSegment | undefined> => {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: marshall({ shard, id }), ConsistentRead: true }),
    )
    return Item && SavedSegment.parse(unmarshall(Item))
  },
  /** All, by name. */
  all: async (): Promise<SavedSegment[]> => {
    const found: SavedSegment[] = []
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: '#shard = :shard',
      ExpressionAttributeNames: { '#shard': 'shard' },
      ExpressionAttributeValues: marshall({ ':shard': shard }),
    })
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => SavedSegment.parse(unmarshall(item))))
    return found
  },
  /** Saves one unless somebody changed it since it was read. @param before undefined = there is none of this name */
  replace: (before: SavedSegment | undefined, after: SavedSegment) =>
    putOverRevision(client, table, before, { ...after, shard }),
  /** @param seen only if nobody changed it since it was read */
  remove: async (
    id: string,
    seen?: Pick<SavedSegment, 'revision'>,
  ): Promise<'removed' | 'changed-meanwhile'> => {
    const condition = seen && {
      ConditionExpression: 'revision = :revision',
      ExpressionAttributeValues: marshall({ ':revision': seen.revision }),
    }
    try {
      const Key = marshall({ shard, id })
      await client.send(new DeleteItemCommand({ TableName: table, Key, ...condition }))
      return 'removed'
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'changed-meanwhile'
      throw error
    }
  },
})
export type SegmentsTable = ReturnType<typeof createSegmentsTable>
