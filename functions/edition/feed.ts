import { Feed } from 'feed'
import { instantOf } from '../platform/instant.ts'
import { wordsOf } from '../platform/words.ts'
import type { Listing } from './archive.page.ts'
import type { PublishedIssue } from './edition.table.ts'
import { archivePath, feedPath, issuePath, stubPath } from './paths.ts'

/** Issues whose articles the feed carries; of older ones it has only the issue itself. */
const whole = 2
const most = 20

/** The publication's RSS feed in one language: each issue, and the articles of the newest. */
export const feedOf = ({ issues, publication, language, siteUrl }: Listing): string => {
  const dateOf = ({ release }: PublishedIssue) => new Date(instantOf(release, publication.timeZone))
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
    feed.addItem({ date, ...issueItem(issue, language, siteUrl) })
    if (at >= whole) return
    for (const { slug, title, summary } of issue.articles?.[language] ?? []) {
      const link = siteUrl + stubPath(language, issue.id, slug)
      feed.addItem({ date, id: link, link, title, description: summary })
    }
  })
  return feed.rss2()
}

const issueItem = ({ id, number, period, coverLines }: PublishedIssue, language: string, siteUrl: string) => {
  const words = wordsOf(language).site
  const link = siteUrl + issuePath(language, id)
  return {
    id: link,
    link,
    title: `${words.issue(number)}${words.between}${period[language]}`,
    description: (coverLines[language] ?? []).join(words.between),
  }
}
