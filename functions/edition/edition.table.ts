import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'

/** What is published of an issue now: the editions that readers and sends get. */
export const PublishedIssue = z.object({
  id: z.string(),
  number: z.number(),
  period: z.record(z.string(), z.string()),
  /** Local time in the publication's time zone. */
  release: z.string(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that have articles. */
  topics: z.array(z.string()),
  coverLines: z.record(z.string(), z.array(z.string())),
  publishedAt: z.string(),
  /** For the archive: the cover as it lies on the site. */
  cover: z.object({ src: z.string(), width: z.number(), height: z.number() }).optional(),
  /** For the feed: the articles in printed order, by language. */
  articles: z
    .record(z.string(), z.array(z.object({ slug: z.string(), title: z.string(), summary: z.string() })))
    .optional(),
  /** There while publishing has not come to its end: the archive or the schedule may not know of it yet. */
  unfinished: z.literal(true).optional(),
})
export type PublishedIssue = z.infer<typeof PublishedIssue>

/** What came of the last upload of an issue, for the editor who waits for it. */
export const Attempt = z.object({
  id: z.string(),
  /** SHA-256 of the manifest that was read. */
  manifest: z.string(),
  at: z.string(),
  outcome: z.enum(['published', 'unchanged', 'refused']),
  problems: z.array(z.object({ file: z.string(), line: z.number().optional(), reason: z.string() })),
})
export type Attempt = z.infer<typeof Attempt>

/** Two partitions: `issue` (what is published; few, and listed whole for the archive) and `attempt`. */
export const createEditionsTable = (client: DynamoDBClient, table: string) => {
  const get = async (kind: string, id: string) => {
    const Key = marshall({ kind, id })
    const { Item } = await client.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }))
    return Item && unmarshall(Item)
  }
  const put = async (kind: string, item: object) => {
    const Item = marshall({ kind, ...item }, { removeUndefinedValues: true })
    await client.send(new PutItemCommand({ TableName: table, Item }))
  }
  return {
    /** The published issue, or undefined. */
    issue: async (id: string) => {
      const item = await get('issue', id)
      return item && PublishedIssue.parse(item)
    },
    /** All published issues, newest number first. */
    issues: async (): Promise<PublishedIssue[]> => {
      const found: PublishedIssue[] = []
      let from: QueryCommandInput['ExclusiveStartKey']
      do {
        const { Items = [], LastEvaluatedKey } = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: 'kind = :kind',
            ExpressionAttributeValues: marshall({ ':kind': 'issue' }),
            ConsistentRead: true,
            ...(from && { ExclusiveStartKey: from }),
          }),
        )
        found.push(...Items.map((item) => PublishedIssue.parse(unmarshall(item))))
        from = LastEvaluatedKey
      } while (from)
      return found.sort((a, b) => b.number - a.number)
    },
    putIssue: (issue: PublishedIssue) => put('issue', issue),
    attempt: async (id: string) => {
      const item = await get('attempt', id)
      return item && Attempt.parse(item)
    },
    putAttempt: (attempt: Attempt) => put('attempt', attempt),
  }
}
export type EditionsTable = ReturnType<typeof createEditionsTable>
