import { gunzipSync, gzipSync } from 'node:zlib'
import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import type { Language } from '../../publication/language.ts'
import { defined } from '../../runtime/defined.ts'
import { newestFirst } from './order.ts'
import { PublishedIssue } from './published-issue.ts'

export type { ListedArticle, PublishedIssue } from './published-issue.ts'

/** The outcome of an issue's last upload, for the editor who waits for it. */
export const Attempt = z.object({
  id: z.string(),
  /** SHA-256 of the manifest. */
  manifest: z.string(),
  at: z.string(),
  outcome: z.enum(['published', 'unchanged', 'refused']),
  problems: z.array(z.object({ file: z.string(), line: z.number().optional(), reason: z.string() })),
})
export type Attempt = z.infer<typeof Attempt>

/** The drawn cards of an issue, by path on the site. */
const Cards = z.object({ id: z.string(), paths: z.array(z.string()) })

/** An issue's pictures on the site, by article, and those in its mails. Paths start with a slash. */
const Pictures = z.object({
  articles: z.array(z.object({ slug: z.string(), paths: z.array(z.string()) })),
  mailed: z.array(z.string()),
})
export type Pictures = z.infer<typeof Pictures>

/** An issue's page in one language without its links to other issues, gzipped. */
const Page = z.object({ html: z.instanceof(Uint8Array) })
/** Bytes. DynamoDB limits an item to 400 KB; a larger page gets no links to other issues. */
const mostOfPage = 350_000

/**
 * Partitions: `issue` (published issues; few, so the archive lists them all), `attempt`, `cards`, `pictures`, `page`.
 */
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
    /** All published issues, newest first. */
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
            ...defined({ ExclusiveStartKey: from }),
          }),
        )
        found.push(...Items.map((item) => PublishedIssue.parse(unmarshall(item))))
        from = LastEvaluatedKey
      } while (from)
      return newestFirst(found)
    },
    putIssue: (issue: PublishedIssue) => put('issue', issue),
    attempt: async (id: string) => {
      const item = await get('attempt', id)
      return item && Attempt.parse(item)
    },
    putAttempt: (attempt: Attempt) => put('attempt', attempt),
    cards: async (id: string): Promise<string[]> => {
      const item = await get('cards', id)
      return item ? Cards.parse(item).paths : []
    },
    putCards: (id: string, paths: string[]) => put('cards', { id, paths }),
    pictures: async (id: string): Promise<Pictures | undefined> => {
      const item = await get('pictures', id)
      return item && Pictures.parse(item)
    },
    page: async (issue: string, language: Language): Promise<string | undefined> => {
      const item = await get('page', `${issue}/${language}`)
      return item && gunzipSync(Page.parse(item).html).toString()
    },
    putPage: async (issue: string, language: Language, page: string) => {
      const html = gzipSync(page)
      if (html.length <= mostOfPage) await put('page', { id: `${issue}/${language}`, html })
    },
    putPictures: (id: string, pictures: Pictures) => put('pictures', { id, ...pictures }),
  }
}
export type EditionsTable = ReturnType<typeof createEditionsTable>
