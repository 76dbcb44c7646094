/**
 * What a reader's browser searches: the articles of one language, newest first. Kept short, because it is loaded whole.
 */
export type SearchFile = {
  /** `texts`: approximate characters in the issue's texts file, `textsFile` under its path. */
  issues: { name: string; path: string; texts?: number }[]
  articles: SearchArticle[]
}

/** `issue`: its index among the issues. `slug`: its path under the issue's. */
export type SearchArticle = {
  issue: number
  slug: string
  /** Where it leads, if it has no page. */
  url?: string
  title: string
  kicker?: string
  summary?: string
  author?: string
  section?: string
  /** Where the language is read in Mandarin: the readings of the title's and the author's characters, in order. */
  pinyin?: string
}

/** The texts of an issue's stubs, by slug. Loaded after the first query, issue by issue. */
export type IssueTexts = [slug: string, text: string][]
