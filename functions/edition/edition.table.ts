import { type DynamoDBClient, GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb'
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
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'kind = :kind',
          ExpressionAttributeValues: marshall({ ':kind': 'issue' }),
          ConsistentRead: true,
        }),
      )
      return Items.map((item) => PublishedIssue.parse(unmarshall(item))).sort((a, b) => b.number - a.number)
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
