import type { Language } from '../../publication/language.ts'
import type { FeedFormat } from '../../web/site-paths.ts'

/** A feed, whatever its format. Every address is whole, every text plain unless it says HTML. */
export type Feed = {
  language: Language
  title: string
  description: string
  /** The page that it follows. */
  home: string
  /** Its own address, in each format. */
  self: Record<FeedFormat, string>
  publisher: string
  /** A square picture, and a small one. */
  icon: string
  favicon: string
  updated: Date
  /** What a person who opens it is told, and how its page is called. */
  explanation: string
  homeName: string
  items: FeedItem[]
}

export type FeedItem = {
  id: string
  url: string
  title: string
  /** A correction, if there is one, and the article's summary: one line each. */
  summary: string
  /** HTML of the whole text, for the newest articles. */
  text?: string
  author?: string
  section?: string
  picture?: string
  published: Date
  /** Later than `published` if it was corrected. */
  updated: Date
}
