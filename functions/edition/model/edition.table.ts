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

/** Which cards of an issue are drawn, by their paths on the site. */
const Cards = z.object({ id: z.string(), paths: z.array(z.string()) })

/** The pictures of an issue on the site, by article, and those in its mails; a path starts with a slash. */
const Pictures = z.object({
  articles: z.array(z.object({ slug: z.string(), paths: z.array(z.string()) })),
  mailed: z.array(z.string()),
})
export type Pictures = z.infer<typeof Pictures>

/** The page of an issue in one language, without the ways to others, gzipped. */
const Page = z.object({ html: z.instanceof(Uint8Array) })
/** An item may have 400 KB; the page of an issue without end leads to no others. */
const mostOfPage = 350_000

/** Partitions: `issue` (what is published; few, listed whole for the archive), `attempt`, `cards`, `pictures`, `page`. */
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
    /** All published issues, the newest first. */
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
