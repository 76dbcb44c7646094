/** What a reader's browser searches: the articles of one language, the newest first. Short, since all of it is loaded. */
export type SearchFile = {
  issues: { name: string; path: string }[]
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
