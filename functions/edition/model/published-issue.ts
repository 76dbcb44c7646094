import * as z from 'zod'

/** A picture's path and size on the site, and its versions for screens. */
const ListedPicture = z.object({
  src: z.string(),
  width: z.number(),
  height: z.number(),
  narrower: z.array(z.object({ src: z.string(), width: z.number() })).optional(),
})

/** An article as shown in lists. Rows older than the listings by section have neither section nor author. */
const ListedArticle = z.object({
  slug: z.string(),
  /** Where it leads, if it has no page of its own. */
  url: z.string().optional(),
  title: z.string(),
  kicker: z.string().optional(),
  summary: z.string().optional(),
  author: z.string().optional(),
  /** The topic of its section, or the title of a section of the issue's own. */
  topic: z.string().optional(),
  section: z.string().optional(),
  /** Words of its text, and a fingerprint of that; absent where it has none, or the row has no room for them. */
  words: z.number().optional(),
  fingerprint: z.string().optional(),
  /** Its picture; with versions only where the front page shows it. */
  picture: ListedPicture.optional(),
  /** How large the front page shows it; nothing for most. */
  tier: z.enum(['lead', 'feature']).optional(),
})
export type ListedArticle = z.infer<typeof ListedArticle>

/** What is currently published of an issue: the editions that readers and sends get. */
export const PublishedIssue = z.object({
  id: z.string(),
  number: z.number().optional(),
  title: z.record(z.string(), z.string()).optional(),
  period: z.record(z.string(), z.string()).optional(),
  /** Local time in the publication's time zone; absent = sent only when an admin asks. */
  release: z.string().optional(),
  /** The day on its cover. */
  date: z.string().optional(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that have articles. */
  topics: z.array(z.string()),
  /** It has a section without a topic, so it is for readers of every topic. */
  forEverybody: z.literal(true).optional(),
  coverLines: z.record(z.string(), z.array(z.string())),
  /** When the current version was published and, for an issue without a day, when it first was. */
  publishedAt: z.string(),
  firstPublishedAt: z.string().optional(),
  /** For the archive. */
  cover: ListedPicture.optional(),
  /** For lists, feeds and search: the articles in printed order, by language. */
  articles: z.record(z.string(), z.array(ListedArticle)).optional(),
  /** The slugs of its stubs; of an extremely large issue, only the first ones. */
  slugs: z.array(z.string()).optional(),
  /** Languages in which its pages only say where else it can be read. */
  elsewhere: z.array(z.string()).optional(),
  /** Old addresses that redirect to its pages. */
  aliases: z.array(z.string()).optional(),
  /** For the search: characters in the texts file, by language. */
  texts: z.record(z.string(), z.number()).optional(),
  /** For the feed: its articles' errata, in the languages that had the error. */
  errata: z
    .array(z.object({ slug: z.string(), date: z.string(), text: z.record(z.string(), z.string()) }))
    .optional(),
  /** Paths of its short addresses, those first that it has today; of an extremely large issue, only the first ones. */
  shorts: z.array(z.string()).optional(),
  /** When the whole issue was taken down (ISO 8601): then it is not listed and cannot be sent. */
  gone: z.string().optional(),
  /** Set until publishing has finished: the archive or the schedule may not know about it yet. */
  unfinished: z.literal(true).optional(),
  /** With `unfinished`: its former neighbours, whose pages may still link to it. */
  beside: z.array(z.string()).optional(),
  /** With `unfinished`: paths of pages that publishing has yet to take down. */
  leaving: z.array(z.string()).optional(),
})
export type PublishedIssue = z.infer<typeof PublishedIssue>
