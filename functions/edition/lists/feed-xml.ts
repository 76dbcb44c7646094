import { escapeHtml } from '../../web/escape-html.ts'
import { feedStylePath } from './feed-style.ts'

/** Characters that XML 1.0 cannot hold, not even escaped (§2.2). */
const unspeakable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu

export const xmlText = (text: string): string => escapeHtml(text.replace(unspeakable, ''))

/** An element with a text, or nothing for an empty one. */
export const element = (name: string, text: string | undefined, attributes = ''): string =>
  text ? `<${name}${attributes && ` ${attributes}`}>${xmlText(text)}</${name}>\n` : ''

/** The start of a feed: browsers show it by a style sheet of ours, feed readers pass over it. */
export const xmlStart = `<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/css" href="${feedStylePath}"?>
`

/** Declares the elements by which a browser shows links. Both formats allow elements of other namespaces. */
export const htmlNamespace = 'xmlns:h="http://www.w3.org/1999/xhtml"'

/** What a person sees above the articles: what this is, and the way to the site. */
export const explanation = (text: string, home: string, name: string): string =>
  `<h:p>${xmlText(text)} <h:a href="${xmlText(home)}">${xmlText(name)}</h:a></h:p>\n`

/** An article's title as a link, for a person. */
export const titleLink = (title: string, url: string): string =>
  `<h:a href="${xmlText(url)}">${xmlText(title)}</h:a>\n`
