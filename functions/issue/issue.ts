import type { Root } from 'hast'
import type { Root as Markdown } from 'mdast'
import type { Language, Localized } from '../publication/language.ts'
import type { TopicId } from '../publication/publication.ts'

/**
 * A file of an issue's folder: its path inside the folder and its bytes. `parsed` is the tree of an article's body, where
 * whoever wrote it has read it already.
 */
export type IssueFile = { path: string; bytes: Uint8Array; parsed?: Markdown }

/** Where the offending words stand in a file: line and column are 1-based, `length` in UTF-16 units of that line. */
export type Place = { line: number; column?: number | undefined; length?: number | undefined }

/** What is wrong with an issue, for the editor: where and why; places as in `Place`. */
export type Problem = { file: string; reason: string } & { [Part in keyof Place]?: Place[Part] | undefined }

/** Everything that an editor wrote of one number of the publication, read and checked. */
export type Issue = {
  id: string
  /** The languages that it is written in, the original first. */
  languages: Language[]
  /** The service that it was brought from, if it was. */
  imported?: string
  /** A title of its own, as a newsletter has. */
  title?: Localized
  number?: number
  period?: Localized
  /**
   * When readers should get it: local time in the publication's time zone, `2023-04-10T09:00:00`. Without one it is
   * sent to nobody until an admin asks.
   */
  release?: string
  /** The day that it bears, `2023-04-10`: shown where there is no period, and its place in lists without a release. */
  date?: string
  /** Commercial advertising, which mail must name in its subject (MII Order 38, Art. 13). */
  advertising: boolean
  cover: { image?: { path: string; alt: Localized }; lines: Record<Language, string[]> }
  /** What stands in it; nothing that was withdrawn. */
  sections: Section[]
  withdrawn: Withdrawn[]
  /** Old addresses on the site that lead to what stands in it. */
  aliases: Alias[]
  /** Images and other files that articles or sections refer to, by path. */
  images: Map<string, Image>
}

/** An image that browsers show, with its size in pixels. */
export type Image = {
  bytes: Uint8Array
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'
  width: number
  height: number
  /** Of an SVG: why no picture can be made of it (svg.ts). */
  undrawable?: 'text' | 'effort'
  /** What mail shows in its place: drawn before an issue is rendered. */
  inMail?: Image
}

/**
 * An old address of an article, or of the issue where there is no `slug`; the language is the one whose page it leads to.
 * `path` is that of a page: it ends in a slash, or in the name of a file such as `post.html`.
 */
export type Alias = { path: string; language: Language; slug?: string }

/** A section is of one of the publication's topics, which readers choose among, or the issue's own: for everybody. */
export type Section = ({ topic: TopicId; title?: undefined } | { topic?: undefined; title: Localized }) & {
  image?: { path: string; alt: Localized }
  /** Articles in printed order, those of subsections last. */
  articles: Article[]
}

/** One piece, in every language it was written in. */
export type Article = {
  /** Its file's name without number and ending; part of its URL, the same in every language. */
  slug: string
  page?: number
  kind: 'full' | 'brief'
  subsection?: Localized
  texts: Record<Language, ArticleText>
  /** What was wrong in it, the latest first. */
  errata?: Erratum[]
}

/** What readers are told of a fault, in the languages that have it. `date`: the day on which it was mended. */
export type Erratum = { date: string; text: Localized }

/** Why an article was taken back, in each language of the issue, and on which day. */
export type Withdrawal = { date: string; reason: Localized }

/** An article that is no longer part of the issue, by which readers may still come. */
export type Withdrawn = Withdrawal & { slug: string; page?: number; titles: Localized }

export type ArticleText = {
  title: string
  kicker?: string | undefined
  author?: string | undefined
  /** One or two sentences for the digest and for link previews; a brief that only points elsewhere may have none. */
  summary?: string | undefined
  links: { title: string; url: string }[]
  /** The body as a safe tree: the one parse that web, mail and text renderings share. Empty where a brief only points elsewhere. */
  body: Root
  /** Whole minutes, at least 1. */
  readingMinutes: number
}

export type ReadIssue = { outcome: 'read'; issue: Issue } | { outcome: 'refused'; problems: Problem[] }
