import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { instantOf, isoDayAt } from '../../runtime/local-time.ts'
import type { ListedArticle, PublishedIssue } from './edition.table.ts'
import type { FullTexts } from './full-texts.ts'
import { type IssueName, issueName } from './issue-name.ts'
import { issuePath, stubPath } from './paths.ts'
import { sectionName } from './section-name.ts'

/** The source of the listings in every language. `issues`: newest first. */
export type Listings = {
  issues: PublishedIssue[]
  publication: Publication
  /** Origin of the site, without a trailing slash. */
  siteUrl: string
  /** The search page's bundled script; without it the page only links to the archive. */
  script?: string
  /** The texts of the newest articles, for feeds. */
  texts?: FullTexts
}

/** The same for one language. Issues that do not exist in it are omitted. */
export type Listing = Listings & { language: Language }

/** An issue as listed in one language. */
export type IssueEntry = {
  issue: PublishedIssue
  language: Language
  name: IssueName
  path: string
  /** When it came out. */
  date: Date
  articles: ArticleEntry[]
}

/** An article as listed in one language. `path`: its page, or the address to which it leads; `section` is empty when the row does not hold it. */
export type ArticleEntry = ListedArticle & { path: string; section: string }

/** Every list of a site wants them, and of a thousand issues they take a tenth of a second. */
const known = new WeakMap<object, { publication: Publication; entries: Map<Language, IssueEntry[]> }>()

/** The issues that exist in the listing's language, with their articles in printed order. */
export const entriesOf = (listing: Listing): readonly IssueEntry[] => {
  const { issues, publication, language } = listing
  const before = known.get(issues)
  const { entries } = before?.publication === publication ? before : { entries: new Map() }
  known.set(issues, { publication, entries })
  const found: IssueEntry[] = entries.get(language) ?? newEntries(listing)
  entries.set(language, found)
  return found
}

const newEntries = (listing: Listing): IssueEntry[] =>
  listing.issues.filter(({ editions }) => editions[listing.language]).map((issue) => entryOf(issue, listing))

const entryOf = (issue: PublishedIssue, listing: Listing): IssueEntry => {
  const { publication, language } = listing
  return {
    issue,
    language,
    name: listedName(issue, listing),
    path: issuePath(language, issue.id),
    date: new Date(instantOfIssue(issue, publication.timeZone)),
    articles: (issue.articles?.[language] ?? []).map((article) => ({
      ...article,
      path: article.url ?? stubPath(language, issue.id, article.slug),
      section: article.section ?? nameOfTopic(article.topic, listing),
    })),
  }
}

/**
 * What the archive lists beneath the latest issue: every other one, also those that do not exist in the listing's language,
 * each in the first of the publication's languages that it has.
 */
export const earlierOf = (listing: Listing): IssueEntry[] => {
  const { issues, publication } = listing
  const own = entriesOf(listing)
  const latest = own[0]?.issue
  const byIssue = new Map(own.map((entry) => [entry.issue, entry]))
  return issues.flatMap((issue) => {
    if (issue === latest) return []
    const language = publication.languages.find((one) => issue.editions[one])
    return byIssue.get(issue) ?? (language ? entryOf(issue, { ...listing, language }) : [])
  })
}

/** The last resorts are the title of the first article, and the day on which it was first published. */
const listedName = (issue: PublishedIssue, { publication, language }: Listing): IssueName => {
  const { publishedAt, firstPublishedAt = publishedAt } = issue
  const otherwise = issue.articles?.[language]?.[0]?.title ?? publication.names[language]!
  return issueName(issue, language, otherwise, isoDayAt(new Date(firstPublishedAt), publication.timeZone))
}

/** How many articles' titles describe an issue. */
export const mostTitles = 4

/** What an issue is about: its own title and its cover lines, or the titles of its first articles. */
export const linesOf = ({ issue, name, articles }: IssueEntry, language: Language): string[] => {
  const lines = issue.coverLines[language] ?? []
  const titles = articles.slice(0, mostTitles).map(({ title }) => title)
  return [
    ...(name.title ? [name.title] : []),
    ...(lines.length > 0 ? lines : titles.filter((title) => title !== name.name && title !== name.title)),
  ]
}

/** The newest entries with at most `most` articles in total, in whole issues, and always at least the newest. */
export const newestWhole = (entries: readonly IssueEntry[], most: number): IssueEntry[] => {
  let count = 0
  const end = entries.findIndex(({ articles }, at) => {
    count += articles.length
    return at > 0 && count > most
  })
  return entries.slice(0, end === -1 ? entries.length : end)
}

/** The entries with only one section's articles; issues without any are omitted. */
export const ofTopic = (entries: readonly IssueEntry[], topic: string): IssueEntry[] =>
  entries
    .map((entry) => ({ ...entry, articles: entry.articles.filter((article) => article.topic === topic) }))
    .filter(({ articles }) => articles.length > 0)

/** A topic's name in the listing's language; empty without a topic. */
export const nameOfTopic = (topic: string | undefined, listing: Listing): string =>
  topic === undefined ? '' : sectionName({ topic }, listing)

/** When an issue came out, Unix ms: its release, else its day, else when it was first published. */
const instantOfIssue = (issue: PublishedIssue, timeZone: string): number => {
  const { release, date, publishedAt, firstPublishedAt = publishedAt } = issue
  const local = release ?? (date && `${date}T00:00:00`)
  return local ? instantOf(local, timeZone) : Date.parse(firstPublishedAt)
}
