import { Feed, type Item } from 'feed'
import { inOneLine } from '../../publication/in-one-line.ts'
import { escapeHtml } from '../../web/escape-html.ts'
import { allFeedFormats, type FeedFormat } from '../../web/site-paths.ts'
import type { SiteFile } from '../model/edition.ts'
import { correctionOf } from '../model/errata.ts'
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

/**
 * Maximum articles in a feed, made up of the newest issues, complete. Readers fetch the whole feed every hour, so older
 * articles are left to the archive.
 */
export const mostInFeed = 200

/** The feed of all articles in each format, and one for each section. */
export const feedFiles = (listing: Listing, entries: IssueEntry[]): SiteFile[] => [
  ...feedIn(listing, entries),
  ...listing.publication.topics.flatMap(({ id }) => feedIn(listing, ofTopic(entries, id), id)),
]

const feedIn = (listing: Listing, entries: IssueEntry[], topic?: string): SiteFile[] => {
  const newest = newestWhole(entries, mostInFeed)
  return allFeedFormats.map((format) =>
    feedFile(
      feedPath(listing.language, format, topic),
      format,
      writers[format](feedOf(listing, newest, format, topic), listing),
    ),
  )
}

/** What the library's writers omit is added here. */
const writers: Record<FeedFormat, (feed: Feed, listing: Listing) => string> = {
  // RSS identifies authors by e-mail address only; Dublin Core, which all feed readers know, identifies them by name.
  rss: (feed) => feed.rss2().replace('<rss ', '<rss xmlns:dc="http://purl.org/dc/elements/1.1/" '),
  atom: (feed, { language }) =>
    feed
      .atom1()
      .replace('<feed ', `<feed xml:lang="${language}" `)
      .replace(category, (element) => `<${element.slice(1).replaceAll('<', escapeHtml)}`),
  json: (feed) => feed.json1(),
}

/** The library leaves one character of attributes unescaped. */
const category = /<category label="[^"]*" term="[^"]*"\/>/g

const feedOf = (
  listing: Listing,
  entries: IssueEntry[],
  format: FeedFormat,
  topic: string | undefined,
): Feed => {
  const { publication, language, siteUrl } = listing
  const link = siteUrl + (topic === undefined ? archivePath(language) : sectionPath(language, topic))
  const name = publication.names[language]!
  const items = entries.flatMap((entry) => itemsOf(entry, listing, format))
  const feed = new Feed({
    id: link,
    title: inOneLine([name, nameOfTopic(topic, listing)], language),
    description: publication.taglines[language]!,
    language,
    link,
    feed: siteUrl + feedPath(language, format, topic),
    feedLinks: { [format]: siteUrl + feedPath(language, format, topic) },
    author: { name: publication.publisher[language]! },
    // Otherwise the library writes the current time, and no two builds are alike.
    updated: latest(items),
    generator: false,
    copyright: publication.publisher[language]!,
  })
  for (const item of items) feed.addItem(item)
  return feed
}

/** A correction of an old article counts as news. */
const latest = (items: Item[]): Date => new Date(Math.max(0, ...items.map(({ date }) => date.getTime())))

/** An issue's articles as items; an issue whose row holds no articles is one item itself. */
const itemsOf = (entry: IssueEntry, listing: Listing, format: FeedFormat): Item[] => {
  const { name, path, date, articles } = entry
  if (articles.length > 0) return articles.map((article) => itemOf(article, entry, listing, format))
  const { language, siteUrl } = listing
  const summary = inOneLine(linesOf(entry, language), language)
  return [
    {
      ...texts(name.whole, summary, format),
      id: siteUrl + path,
      link: siteUrl + path,
      date,
      published: date,
    },
  ]
}

const itemOf = (
  { slug, url: outside, path, title, summary, author, section }: ArticleEntry,
  { issue, date }: IssueEntry,
  listing: Listing,
  format: FeedFormat,
): Item => {
  // Two articles may lead to one address.
  const id = listing.siteUrl + articlePath(listing.language, issue.id, { slug, leadsTo: outside })
  const url = outside ?? listing.siteUrl + path
  const corrected = correctionOf(issue, slug, listing)
  return {
    ...texts(title, [corrected?.text, summary].filter(Boolean).join('\n'), format),
    id,
    link: url,
    // A corrected article appears again. RSS has a single date; the other formats have both.
    date: corrected?.at ?? date,
    published: (format === 'rss' && corrected?.at) || date,
    ...(section && { category: [{ name: section, term: section }] }),
    ...(author && (format === 'rss' ? { extensions: [creator(author)] } : { author: [{ name: author }] })),
  }
}

const creator = (author: string) => ({ name: 'dc:creator', objects: { _text: author } })

/** The library writes titles as HTML in Atom and as plain text elsewhere; descriptions are HTML everywhere. */
const texts = (title: string, summary: string | undefined, format: FeedFormat) => ({
  title: format === 'atom' ? escapeHtml(title) : title,
  description: escapeHtml(summary ?? ''),
})
