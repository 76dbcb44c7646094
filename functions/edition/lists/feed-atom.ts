import type { Feed, FeedItem } from './feed-content.ts'
import { element, explanation, htmlNamespace, titleLink, xmlStart, xmlText } from './feed-xml.ts'

/** Atom (RFC 4287), with pictures by Media RSS. */
export const atomFeed = (
  feed: Feed,
): string => `${xmlStart}<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" ${htmlNamespace} xml:lang="${xmlText(feed.language)}">
${element('title', feed.title)}${element('subtitle', feed.description)}${explanation(feed.explanation, feed.home, feed.homeName)}${element('id', feed.home)}${element('updated', feed.updated.toISOString())}<link rel="alternate" type="text/html" href="${xmlText(feed.home)}"/>
<link rel="self" type="application/atom+xml" href="${xmlText(feed.self.atom)}"/>
<author>
${element('name', feed.publisher)}</author>
${element('rights', feed.publisher)}${element('icon', feed.favicon)}${element('logo', feed.icon)}${feed.items.map(entry).join('')}</feed>
`

const entry = ({
  id,
  url,
  title,
  summary,
  text,
  author,
  section,
  picture,
  published,
  updated,
}: FeedItem): string =>
  `<entry>
${titleLink(title, url)}${element('title', title)}<link rel="alternate" href="${xmlText(url)}"/>
${element('id', id)}${element('published', published.toISOString())}${element('updated', updated.toISOString())}${author ? `<author>\n${element('name', author)}</author>\n` : ''}${section ? `<category term="${xmlText(section)}"/>\n` : ''}${element('summary', summary)}${element('content', text, 'type="html"')}${picture ? `<media:content medium="image" url="${xmlText(picture)}"/>\n` : ''}</entry>
`
