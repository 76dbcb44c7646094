import * as z from 'zod'

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
  /** Old addresses that lead to its pages. */
  aliases: z.array(z.string()).optional(),
  /** For the search: characters in the file of the texts, by language. */
  texts: z.record(z.string(), z.number()).optional(),
  /** For the feed: what was wrong in its articles, in the languages that had the fault. */
  errata: z
    .array(z.object({ slug: z.string(), date: z.string(), text: z.record(z.string(), z.string()) }))
    .optional(),
  /** There while publishing has not come to its end: the archive or the schedule may not know of it yet. */
  unfinished: z.literal(true).optional(),
  /** With it: issues beside which it stood before, whose pages may still lead to it. */
  beside: z.array(z.string()).optional(),
  /** With it: paths of pages that publishing has yet to take down. */
  leaving: z.array(z.string()).optional(),
})
export type PublishedIssue = z.infer<typeof PublishedIssue>
