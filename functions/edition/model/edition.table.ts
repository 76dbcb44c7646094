import { gunzipSync, gzipSync } from 'node:zlib'
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import * as z from 'zod'
import type { Language } from '../../publication/language.ts'
import { queryAll } from '../../runtime/query-all.table.ts'
import { Attempt } from './attempt.ts'
import type { FullText } from './full-texts.ts'
import { mostOfPage } from './item-size.ts'
import { newestFirst } from './newest-first.ts'
import { PublishedIssue } from './published-issue.ts'
import { editionName, Publisher } from './publisher.ts'

export type { Attempt } from './attempt.ts'
export type { ListedArticle, PublishedIssue } from './published-issue.ts'

/** A request to take an issue down. No send of the issue begins after it. */
export const Unpublishing = z.object({
  id: z.string(),
  /** Unique to this request. */
  token: z.string(),
  at: z.string(),
  by: z.string().optional(),
  /** The issue was published again since. */
  cleared: z.literal(true).optional(),
})
export type Unpublishing = z.infer<typeof Unpublishing>

/** The drawn cards of an issue, by path on the site. */
const Cards = z.object({ id: z.string(), paths: z.array(z.string()) })

/** An issue's pictures on the site, by article, and those in its mails. Paths start with a slash. */
const Pictures = z.object({
  articles: z.array(z.object({ slug: z.string(), paths: z.array(z.string()) })),
  mailed: z.array(z.string()),
})
export type Pictures = z.infer<typeof Pictures>

/** The paths at which a first publishing of an issue writes pages. */
const BegunPages = z.object({ paths: z.array(z.string()) })

/** An issue's page in one language without its links to other issues, and the texts of its articles; gzipped. */
const Page = z.object({ html: z.instanceof(Uint8Array), texts: z.instanceof(Uint8Array).optional() })
const FullTexts = z.array(z.tuple([z.string(), z.string()]))

/**
 * Partitions: `issue` (published issues; few, so the archive reads all), `previous` (what was published of an issue before
 * that), `begun` (what first publishings write, until an issue has a row), `attempt`, `cards`, `pictures`, `page`,
 * `unpublish` (requests to take issues down), `uploader` (who asked for an upload, by its manifest's hash), and
 * `publisher` (who published an edition, by its hash; may be several).
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
  /** Writes a take-down request, or that it is cleared, if the condition holds. */
  const putUnpublishing = async (
    wish: Unpublishing,
    condition: string,
    fields: readonly ('token' | 'at')[],
  ): Promise<void> => {
    try {
      await client.send(
        new PutItemCommand({
          TableName: table,
          Item: marshall({ kind: 'unpublish', ...wish }, { removeUndefinedValues: true }),
          ConditionExpression: condition,
          ExpressionAttributeNames: Object.fromEntries(fields.map((field) => [`#${field}`, field])),
          ExpressionAttributeValues: marshall(
            Object.fromEntries(fields.map((field) => [`:${field}`, wish[field]])),
          ),
        }),
      )
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error
    }
  }
  const all = async <Row>(kind: string, read: (item: unknown) => Row, prefix = ''): Promise<Row[]> => {
    const found: Row[] = []
    const pages = queryAll(client, {
      TableName: table,
      KeyConditionExpression: `kind = :kind${prefix && ' AND begins_with(id, :prefix)'}`,
      ExpressionAttributeValues: marshall({ ':kind': kind, ...(prefix && { ':prefix': prefix }) }),
    })
    for await (const { Items = [] } of pages) found.push(...Items.map((item) => read(unmarshall(item))))
    return found
  }
  /** An issue's row, even if the issue is taken down; undefined without one. */
  const issue = async (id: string): Promise<PublishedIssue | undefined> => {
    const item = await get('issue', id)
    return item && PublishedIssue.parse(item)
  }
  /** All issues ever published, including those taken down, newest first. */
  const issuesEver = async (): Promise<PublishedIssue[]> =>
    newestFirst(await all('issue', (item) => PublishedIssue.parse(item)))
  /** All published issues, newest first. */
  const issues = async (): Promise<PublishedIssue[]> => (await issuesEver()).filter(({ gone }) => !gone)
  /** The current request to take an issue down, unless it was cleared. */
  const unpublishing = async (id: string): Promise<Unpublishing | undefined> => {
    const item = await get('unpublish', id)
    const wish = item && Unpublishing.parse(item)
    return wish?.cleared ? undefined : wish
  }
  return {
    issue,
    issues,
    issuesEver,
    unpublishing,
    /**
     * Records the request, so that no send of the issue begins from now on. A late write changes nothing once the
     * request was cleared or a newer one was made.
     */
    putUnpublishing: (wish: Unpublishing) =>
      putUnpublishing(wish, 'attribute_not_exists(#token) OR (#token <> :token AND #at <= :at)', [
        'token',
        'at',
      ]),
    /** Lets an issue be sent again, unless there is a newer request to take it down. */
    clearUnpublishing: (wish: Unpublishing) =>
      putUnpublishing({ ...wish, cleared: true }, '#token = :token', ['token']),
    /** The issue, if it may be sent: it is published and nobody has asked to take it down. */
    issueToSend: async (id: string): Promise<PublishedIssue | undefined> => {
      const [row, wish] = await Promise.all([issue(id), unpublishing(id)])
      return row?.gone || wish ? undefined : row
    },
    /** Whether an issue was taken down; false while that is only requested. */
    isTakenDown: async (id: string): Promise<boolean> => (await issue(id))?.gone !== undefined,
    /** All issues that may be sent, newest first. */
    issuesToSend: async (): Promise<PublishedIssue[]> => {
      const wishes = await all('unpublish', (item) => Unpublishing.parse(item))
      const wanted = new Set(wishes.flatMap(({ id, cleared }) => (cleared ? [] : [id])))
      return (await issues()).filter(({ id }) => !wanted.has(id))
    },
    putIssue: (issue: PublishedIssue) => put('issue', issue),
    /** The version of an issue before the current one, whose editions are kept, too. */
    previous: async (id: string): Promise<PublishedIssue | undefined> => {
      const item = await get('previous', id)
      return item && PublishedIssue.parse(item)
    },
    putPrevious: (issue: PublishedIssue) => put('previous', issue),
    /** Where pages of an issue may be that has no row, because its first publishing has not ended. */
    begunPages: async (id: string): Promise<string[]> => {
      const item = await get('begun', id)
      return item ? BegunPages.parse(item).paths : []
    },
    putBegunPages: (id: string, paths: readonly string[]) => put('begun', { id, paths }),
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
    fullTexts: async (issue: string, language: Language): Promise<FullText[]> => {
      const item = await get('page', `${issue}/${language}`)
      const { texts } = item ? Page.parse(item) : {}
      return texts ? FullTexts.parse(JSON.parse(gunzipSync(texts).toString())) : []
    },
    /** @param texts as many of the first as the item has room for are stored */
    putPage: async (issue: string, language: Language, page: string, texts: readonly FullText[]) => {
      const html = gzipSync(page)
      if (html.length > mostOfPage) return
      await put('page', { id: `${issue}/${language}`, html, texts: zipped(texts, mostOfPage - html.length) })
    },
    /** Who asked for the upload of a manifest; the last of them. */
    uploader: async (issue: string, manifest: string): Promise<Publisher | undefined> => {
      const item = await get('uploader', `${issue}/${manifest}`)
      return item && Publisher.parse(item)
    },
    putUploader: (issue: string, manifest: string, who: Publisher) =>
      put('uploader', { ...who, id: `${issue}/${manifest}` }),
    /** All who ever published one of these editions, by language, as far as that is known. */
    publishersOf: async (issue: string, editions: Readonly<Record<string, string>>): Promise<Publisher[]> => {
      const found = Object.entries(editions).map(([language, hash]) =>
        all('publisher', (item) => Publisher.parse(item), `${editionName(issue, language, hash)}/`),
      )
      return (await Promise.all(found)).flat()
    },
    putPublisher: (issue: string, language: string, hash: string, who: Publisher) =>
      put('publisher', { ...who, id: `${editionName(issue, language, hash)}/${who.person ?? who.by}` }),
    putPictures: (id: string, pictures: Pictures) => put('pictures', { id, ...pictures }),
  }
}
export type EditionsTable = ReturnType<typeof createEditionsTable>

/** As many of the first texts as fit, gzipped. @param most bytes */
const zipped = (texts: readonly FullText[], most: number): Uint8Array => {
  const bytes = gzipSync(JSON.stringify(texts))
  return bytes.length <= most || texts.length === 0
    ? bytes
    : zipped(texts.slice(0, Math.floor(texts.length / 2)), most)
}
