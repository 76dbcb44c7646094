import { escapeHtml } from '../../web/escape-html.ts'
import type { Feed, FeedItem } from './feed-content.ts'
import { element, explanation, htmlNamespace, titleLink, xmlStart, xmlText } from './feed-xml.ts'

/**
 * RSS 2.0 (https://www.rssboard.org/rss-specification). What it lacks, modules add that all readers know: an author's name (Dublin
 * Core), the whole text (content), a picture (Media RSS), its own address (Atom).
 */
export const rssFeed = (
  feed: Feed,
): string => `${xmlStart}<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/" ${htmlNamespace}>
<channel>
${element('title', feed.title)}${element('link', feed.home)}<description>${xmlText(feed.description)}</description>
${explanation(feed.explanation, feed.home, feed.homeName)}${element('language', feed.language)}${element('copyright', feed.publisher)}${element('lastBuildDate', feed.updated.toUTCString())}<atom:link rel="self" type="application/rss+xml" href="${xmlText(feed.self.rss)}"/>
<image>
${element('url', feed.icon)}${element('title', feed.title)}${element('link', feed.home)}</image>
${feed.items.map(item).join('')}</channel>
</rss>
`

/** RSS has a single date: a corrected article appears again. Descriptions are HTML. */
const item = ({ id, url, title, summary, text, author, section, picture, updated }: FeedItem): string =>
  `<item>
${titleLink(title, url)}${element('title', title)}${element('link', url)}${element('guid', id, 'isPermaLink="false"')}${element('pubDate', updated.toUTCString())}${element('dc:creator', author)}${element('category', section)}${element('description', escapeHtml(summary))}${element('content:encoded', text)}${picture ? `<media:content medium="image" url="${xmlText(picture)}"/>\n` : ''}</item>
`
