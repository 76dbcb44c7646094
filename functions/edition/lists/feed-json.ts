import { escapeHtml } from '../../web/escape-html.ts'
import type { Feed, FeedItem } from './feed-content.ts'

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
export const jsonFeed = (feed: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.home,
    feed_url: feed.self.json,
    description: feed.description,
    icon: feed.icon,
    favicon: feed.favicon,
    authors: [{ name: feed.publisher }],
    language: feed.language,
    items: feed.items.map(item),
  })

/** An item has its text as HTML, or, where the feed has no room for that, its summary. */
const item = ({ id, url, title, summary, text, author, section, picture, published, updated }: FeedItem) => ({
  id,
  url,
  title,
  content_html: text ?? escapeHtml(summary),
  ...(summary && { summary }),
  ...(picture && { image: picture }),
  date_published: published.toISOString(),
  ...(updated > published && { date_modified: updated.toISOString() }),
  ...(author && { authors: [{ name: author }] }),
  ...(section && { tags: [section] }),
})
