import type { Root } from 'hast'
import type { Root as Markdown } from 'mdast'
import type { Language, Localized } from '../publication/language.ts'
import type { TopicId } from '../publication/publication.ts'

/**
 * A file of an issue's folder, with its path inside the folder. `parsed` is the tree of an article's body, if its
 * creator has parsed it already.
 */
export type IssueFile = { path: string; bytes: Uint8Array; parsed?: Markdown }

/** A place in a file. Line and column are 1-based; `length` is in UTF-16 code units within that line. */
export type Place = { line: number; column?: number | undefined; length?: number | undefined }

/** Something wrong with an issue, and where, for its editor. */
export type Problem = { file: string; reason: string } & { [Part in keyof Place]?: Place[Part] | undefined }

/** One issue of the publication as written by its editors, read and checked. */
export type Issue = {
  id: string
  /** The languages it is written in, the original first. */
  languages: Language[]
  /** The service that it was imported from, if any. */
  imported?: string
  /** A title of its own, as a newsletter has. */
  title?: Localized
  number?: number
  period?: Localized
  /**
   * When readers should get it: local time in the publication's time zone, `2023-04-10T09:00:00`. Without it, the issue
   * is sent only when an admin asks.
   */
  release?: string
  /** Its date, `2023-04-10`: shown if there is no period, and used for sorting if there is no release. */
  date?: string
  /** Whether it is commercial advertising, which the subject of a mail must say (MII Order 38, Art. 13). */
  advertising: boolean
  cover: { image?: { path: string; alt: Localized }; lines: Record<Language, string[]> }
  /** What its editor says to readers before it begins, in each language. */
  letter?: Record<Language, Letter>
  /** Its contents, without withdrawn articles. */
  sections: Section[]
  withdrawn: Withdrawn[]
  /** Old addresses on the site that redirect to its pages. */
  aliases: Alias[]
  /** Images that articles, sections or the cover refer to, by path. */
  images: Map<string, Image>
}

/** A letter of a few paragraphs, and who signs it. `portrait`: an image of the issue, by path. */
export type Letter = { name: string; role?: string; portrait?: string; body: Root }

/** An image that browsers show, with its size in pixels. */
export type Image = {
  bytes: Uint8Array
  type: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' | 'image/svg+xml'
  width: number
  height: number
  /** For an SVG: why it cannot be drawn as a PNG (svg.ts). */
  undrawable?: 'text' | 'effort'
  /** What mail shows instead: it lies beside the image, or is drawn before the issue is rendered. */
  inMail?: Image
  /** Versions for screens that lie beside it, from the narrowest. */
  narrower?: Image[]
}

/**
 * An old address of an article or, without `slug`, of the issue. `language` is that of the page it redirects to. `path`
 * ends in a slash or in a file name such as `post.html`.
 */
export type Alias = { path: string; language: Language; slug?: string }

/**
 * A section belongs to one of the publication's topics, which readers choose among, or is the issue's own and goes to
 * everybody.
 */
export type Section = ({ topic: TopicId; title?: undefined } | { topic?: undefined; title: Localized }) & {
  /** One line under its name, in place of its topic's. */
  tagline?: Localized
  image?: { path: string; alt: Localized }
  /** Articles in printed order, those of subsections last. */
  articles: Article[]
}

/** One article in all its languages. */
export type Article = {
  /** Its file name without number and extension; part of its URL in every language. */
  slug: string
  page?: number
  kind: 'full' | 'brief'
  /** How large its editor wants it in the digest; without one, `tiers.ts` decides. */
  tier?: 'lead' | 'feature' | 'brief'
  /** Where its title leads, in each language, when it has no page of its own (`leads-to.ts`). */
  leadsTo?: Localized
  subsection?: Localized
  texts: Record<Language, ArticleText>
  /** Corrections, latest first. */
  errata?: Erratum[]
}

/** A correction for readers, in the languages that had the fault. `date` is the day on which it was corrected. */
export type Erratum = { date: string; text: Localized }

/** Why an article was withdrawn, in each language of the issue, and on which day. */
export type Withdrawal = { date: string; reason: Localized }

/** A withdrawn article, whose address readers may still visit. */
export type Withdrawn = Withdrawal & { slug: string; page?: number; titles: Localized }

export type ArticleText = {
  title: string
  kicker?: string | undefined
  author?: string | undefined
  /** One or two sentences for the digest and link previews. A brief that only has links may have none. */
  summary?: string | undefined
  /** Its picture in the digest. */
  image?: { path: string; alt: string } | undefined
  links: { title: string; url: string }[]
  /** The body as a sanitised tree, which web, mail and text renderings share. Empty if a brief only has links. */
  body: Root
  /** Whole minutes, at least 1. */
  readingMinutes: number
}

export type ReadIssue = { outcome: 'read'; issue: Issue } | { outcome: 'refused'; problems: Problem[] }
