import { inOneLine } from '../../publication/in-one-line.ts'
import { wordsOf } from '../../publication/words.ts'
import { escapeHtml } from '../../web/escape-html.ts'
import { allFeedFormats, type FeedFormat } from '../../web/site-paths.ts'
import type { SiteFile } from '../model/edition.ts'
import { correctionOf } from '../model/errata.ts'
import { mostOfFullTexts } from '../model/full-texts.ts'
import {
  type ArticleEntry,
  type IssueEntry,
  type Listing,
  linesOf,
  nameOfTopic,
  newestWhole,
  ofTopic,
} from '../model/listing-entries.ts'
import { archivePath, articlePath, feedPath, sectionPath } from '../model/paths.ts'
import { feedFile } from '../model/site-file.ts'
import { atomFeed } from './feed-atom.ts'
import type { Feed, FeedItem } from './feed-content.ts'
import { jsonFeed } from './feed-json.ts'
import { rssFeed } from './feed-rss.ts'

/**
 * Maximum articles in a feed, made up of the newest issues, complete. Readers fetch the whole feed every hour, so older
 * articles are left to the archive.
 */
export const mostInFeed = 200

/** The feed of all articles in each format, and one for each section. */
export const feedFiles = (listing: Listing, entries: readonly IssueEntry[]): SiteFile[] => [
  ...feedIn(listing, entries),
  ...listing.publication.topics.flatMap(({ id }) => feedIn(listing, ofTopic(entries, id), id)),
]

const writers: Record<FeedFormat, (feed: Feed) => string> = {
  rss: rssFeed,
  atom: atomFeed,
  json: jsonFeed,
}

const feedIn = (listing: Listing, entries: readonly IssueEntry[], topic?: string): SiteFile[] => {
  const feed = feedOf(listing, newestWhole(entries, mostInFeed), topic)
  return allFeedFormats.map((format) =>
    feedFile(feedPath(listing.language, format, topic), format, writers[format](feed)),
  )
}

const feedOf = (listing: Listing, entries: readonly IssueEntry[], topic: string | undefined): Feed => {
  const { publication, language, siteUrl } = listing
  const name = publication.names[language]!
  const words = wordsOf(language).site
  const items = withTexts(
    entries.flatMap((entry) => itemsOf(entry, listing)),
    listing,
  )
  return {
    language,
    title: inOneLine([name, nameOfTopic(topic, listing)], language),
    description: publication.taglines[language]!,
    home: siteUrl + (topic === undefined ? archivePath(language) : sectionPath(language, topic)),
    self: Object.fromEntries(
      allFeedFormats.map((format) => [format, siteUrl + feedPath(language, format, topic)]),
    ) as Feed['self'],
    publisher: publication.publisher[language]!,
    icon: `${siteUrl}/icon-512.png`,
    favicon: `${siteUrl}/favicon.svg`,
    // A correction of an old article counts as news. Never the current time, or no two builds would be alike.
    updated: new Date(Math.max(0, ...items.map(({ updated }) => updated.getTime()))),
    explanation: words.feedText,
    homeName: words.archive,
    items,
  }
}

/** Adds the texts of the newest articles while there is room. A correction opens the text that it corrects. */
const withTexts = (items: (FeedItem & { corrected?: string; path?: string })[], { texts }: Listing) => {
  let room = mostOfFullTexts
  return items.map(({ corrected, path, ...item }): FeedItem => {
    const html = path === undefined ? undefined : texts?.get(path)
    if (html === undefined || html.length > room) return item
    room -= html.length
    const note = (corrected ?? '').split('\n').filter(Boolean)
    return { ...item, text: note.map((line) => `<p><em>${escapeHtml(line)}</em></p>`).join('') + html }
  })
}

/** An issue's articles as items; an issue whose row holds no articles is one item itself. */
const itemsOf = (
  entry: IssueEntry,
  listing: Listing,
): (FeedItem & { corrected?: string; path?: string })[] => {
  const { name, path, date, articles } = entry
  if (articles.length > 0) return articles.map((article, at) => itemOf(article, at, entry, listing))
  const { language, siteUrl } = listing
  const summary = inOneLine(linesOf(entry, language), language)
  const url = siteUrl + path
  return [{ id: url, url, title: name.whole, summary, published: date, updated: date }]
}

/** @param at its place in the issue */
const itemOf = (
  { slug, url: outside, path, title, summary, author, section, picture }: ArticleEntry,
  at: number,
  { issue, date }: IssueEntry,
  listing: Listing,
) => {
  const { language, siteUrl } = listing
  const corrected = correctionOf(issue, slug, listing)
  // Feed readers order by time, the latest first: articles of one issue are a second apart, in its own order.
  const published = new Date(date.getTime() - 1000 * at)
  return {
    // Two articles may lead to one address.
    id: siteUrl + articlePath(language, issue.id, { slug, leadsTo: outside }),
    url: outside ?? siteUrl + path,
    title,
    summary: [corrected?.text, summary].filter(Boolean).join('\n'),
    ...(author && { author }),
    ...(section && { section }),
    ...(picture && { picture: siteUrl + picture.src }),
    published,
    updated: corrected?.at ?? published,
    ...(corrected && { corrected: corrected.text }),
    ...(!outside && { path }),
  }
}
