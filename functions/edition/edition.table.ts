import {
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import { newestFirst } from './order.ts'

/** An article as lists show it. Rows of before there were lists by section know neither section nor author. */
const ListedArticle = z.object({
  slug: z.string(),
  title: z.string(),
  kicker: z.string().optional(),
  summary: z.string().optional(),
  author: z.string().optional(),
  /** The topic that its section is of, or the title of a section that is the issue's own. */
  topic: z.string().optional(),
  section: z.string().optional(),
})
export type ListedArticle = z.infer<typeof ListedArticle>

/** What is published of an issue now: the editions that readers and sends get. */
export const PublishedIssue = z.object({
  id: z.string(),
  number: z.number().optional(),
  title: z.record(z.string(), z.string()).optional(),
  period: z.record(z.string(), z.string()).optional(),
  /** Local time in the publication's time zone; absent = it goes out only when an admin asks. */
  release: z.string().optional(),
  /** The day it bears. */
  date: z.string().optional(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that have articles. */
  topics: z.array(z.string()),
  /** It has a section that is of no topic, so that it is for readers of any. */
  forEverybody: z.literal(true).optional(),
  coverLines: z.record(z.string(), z.array(z.string())),
  /** When what stands now was published; and, of an issue that bears no day, when it first was. */
  publishedAt: z.string(),
  firstPublishedAt: z.string().optional(),
  /** For the archive: the cover as it lies on the site. */
  cover: z.object({ src: z.string(), width: z.number(), height: z.number() }).optional(),
  /** For lists, feeds and search: the articles in printed order, by language. */
  articles: z.record(z.string(), z.array(ListedArticle)).optional(),
  /** The addresses of its stubs; of an issue beyond all measure the first. */
  slugs: z.array(z.string()).optional(),
  /** For the search: characters in the file of the texts, by language. */
  texts: z.record(z.string(), z.number()).optional(),
  /** For the feed: what was wrong in its articles, in the languages that had the fault. */
  errata: z
    .array(z.object({ slug: z.string(), date: z.string(), text: z.record(z.string(), z.string()) }))
    .optional(),
  /** There while publishing has not come to its end: the archive or the schedule may not know of it yet. */
  unfinished: z.literal(true).optional(),
  /** With it: paths of pages that publishing has yet to take down. */
  leaving: z.array(z.string()).optional(),
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

/** Which cards of an issue are drawn, by their paths on the site. */
const Cards = z.object({ id: z.string(), paths: z.array(z.string()) })

/** The pictures of an issue on the site, by article, and those in its mails; a path starts with a slash. */
const Pictures = z.object({
  articles: z.array(z.object({ slug: z.string(), paths: z.array(z.string()) })),
  mailed: z.array(z.string()),
})
export type Pictures = z.infer<typeof Pictures>

/** Partitions: `issue` (what is published; few, and listed whole for the archive), `attempt`, `cards` and `pictures`. */
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
            ...(from && { ExclusiveStartKey: from }),
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
    putPictures: (id: string, pictures: Pictures) => put('pictures', { id, ...pictures }),
  }
}
export type EditionsTable = ReturnType<typeof createEditionsTable>
