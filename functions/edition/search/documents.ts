/** What a reader's browser searches: the articles of one language, the newest first. Short, since all of it is loaded. */
export type SearchFile = {
  /** `texts`: about how many characters the issue's texts have, which lie at its path as `textsFile` names them. */
  issues: { name: string; path: string; texts?: number }[]
  articles: SearchArticle[]
}

/** `issue`: its place among the issues. `slug`: its path below the issue's. */
export type SearchArticle = {
  issue: number
  slug: string
  title: string
  kicker?: string
  summary?: string
  author?: string
  section?: string
}

/** What of an article is searched, and how much a find there weighs. */
export const searched = { title: 4, kicker: 2, author: 2, section: 1, summary: 1 } as const

/** The texts that stand on the pages of an issue's articles, by slug. Loaded after the first question, issue by issue. */
export type IssueTexts = [slug: string, text: string][]

/** Of the newest issues, whole ones, texts of so many characters are loaded together: 1.2 MB of Chinese, compressed. */
export const mostOfTexts = 1_000_000
