import { instantOf } from '../../publication/instant.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import type { ListedArticle, PublishedIssue } from './edition.table.ts'
import { type IssueName, issueName } from './naming.ts'
import { issuePath, stubPath } from './paths.ts'
import { sectionName } from './section-name.ts'

/** What lists all issues, in every language. `issues`: the newest first. */
export type Listings = {
  issues: PublishedIssue[]
  publication: Publication
  /** Origin of the site, without a slash at its end. */
  siteUrl: string
  /** The search page's script, bundled; without it the page leads to the archive alone. */
  script?: string
}

/** The same for one language; issues that are not in it are left out. */
export type Listing = Listings & { language: Language }

/** An issue as the lists of one language show it. */
export type IssueEntry = {
  issue: PublishedIssue
  name: IssueName
  path: string
  /** When it came out. */
  date: Date
  articles: ArticleEntry[]
}

/** An article as the lists of one language show it; `section` is empty where the row does not know it. */
export type ArticleEntry = ListedArticle & { path: string; section: string }

/** The issues that there are in the listing's language, with their articles in printed order. */
export const entriesOf = (listing: Listing): IssueEntry[] => {
  const { publication, language } = listing
  return issuesIn(listing).map((issue) => ({
    issue,
    name: listedName(issue, listing),
    path: issuePath(language, issue.id),
    date: new Date(instantOfIssue(issue, publication.timeZone)),
    articles: (issue.articles?.[language] ?? []).map((article) => ({
      ...article,
      path: stubPath(language, issue.id, article.slug),
      section: article.section ?? nameOfTopic(article.topic, listing),
    })),
  }))
}

const issuesIn = ({ issues, language }: Pick<Listing, 'issues' | 'language'>): PublishedIssue[] =>
  issues.filter(({ editions }) => editions[language])

/** At worst an issue is called as its first article is. */
const listedName = (issue: PublishedIssue, { publication, language }: Listing): IssueName =>
  issueName(issue, language, issue.articles?.[language]?.[0]?.title ?? publication.names[language]!)

/** What an issue is about, in one line or several: its own title, then its cover lines. */
export const linesOf = ({ issue, name }: IssueEntry, language: Language): string[] => [
  ...(name.title ? [name.title] : []),
  ...(issue.coverLines[language] ?? []),
]

/** The newest entries that have no more than so many articles together: whole issues, and the newest in any case. */
export const newestWhole = (entries: readonly IssueEntry[], most: number): IssueEntry[] => {
  let count = 0
  const end = entries.findIndex(({ articles }, at) => {
    count += articles.length
    return at > 0 && count > most
  })
  return entries.slice(0, end === -1 ? entries.length : end)
}

/** The same entries with the articles of one section alone; issues that have none are left out. */
export const ofTopic = (entries: readonly IssueEntry[], topic: string): IssueEntry[] =>
  entries
    .map((entry) => ({ ...entry, articles: entry.articles.filter((article) => article.topic === topic) }))
    .filter(({ articles }) => articles.length > 0)

/** A topic's name in the listing's language; empty without a topic. */
export const nameOfTopic = (topic: string | undefined, listing: Listing): string =>
  topic === undefined ? '' : sectionName({ topic }, listing)

/** When an issue came out, Unix ms: its release, else its day, else its first publishing. */
const instantOfIssue = (issue: PublishedIssue, timeZone: string): number => {
  const { release, date, publishedAt, firstPublishedAt = publishedAt } = issue
  const local = release ?? (date && `${date}T00:00:00`)
  return local ? instantOf(local, timeZone) : Date.parse(firstPublishedAt)
}
