import { Feed } from 'feed'
import { instantOf } from '../platform/instant.ts'
import { wordsOf } from '../platform/words.ts'
import { issuesIn, type Listing, listedName } from './archive.page.ts'
import type { PublishedIssue } from './edition.table.ts'
import { archivePath, feedPath, issuePath, stubPath } from './paths.ts'

/** Issues whose articles the feed carries; of older ones it has only the issue itself. */
const whole = 2
const most = 20

/** The publication's RSS feed in one language: each issue, and the articles of the newest. */
export const feedOf = (listing: Listing): string => {
  const { publication, language, siteUrl } = listing
  const issues = issuesIn(listing)
  const dateOf = (issue: PublishedIssue) => new Date(instantOfIssue(issue, publication.timeZone))
  const feed = new Feed({
    id: siteUrl + archivePath(language),
    title: publication.names[language]!,
    description: publication.taglines[language]!,
    language,
    link: siteUrl + archivePath(language),
    feedLinks: { rss: siteUrl + feedPath(language) },
    // Else the library writes the time of day, and no two builds are alike.
    updated: issues[0] ? dateOf(issues[0]) : new Date(0),
    generator: false,
    copyright: publication.publisher[language]!,
  })
  issues.slice(0, most).forEach((issue, at) => {
    const date = dateOf(issue)
    feed.addItem({ date, ...issueItem(issue, listing) })
    if (at >= whole) return
    for (const { slug, title, summary } of issue.articles?.[language] ?? []) {
      const link = siteUrl + stubPath(language, issue.id, slug)
      feed.addItem({ date, id: link, link, title, description: summary })
    }
  })
  return feed.rss2()
}

const issueItem = (issue: PublishedIssue, listing: Listing) => {
  const { language, siteUrl } = listing
  const link = siteUrl + issuePath(language, issue.id)
  const { whole, title } = listedName(issue, listing)
  const lines = [title, ...(issue.coverLines[language] ?? [])].filter(Boolean)
  return { id: link, link, title: whole, description: lines.join(wordsOf(language).site.between) }
}

/** When an issue came out, Unix ms: its release, else its day, else its first publishing. */
const instantOfIssue = (issue: PublishedIssue, timeZone: string): number => {
  const { release, date, publishedAt, firstPublishedAt = publishedAt } = issue
  const local = release ?? (date && `${date}T00:00:00`)
  return local ? instantOf(local, timeZone) : Date.parse(firstPublishedAt)
}
