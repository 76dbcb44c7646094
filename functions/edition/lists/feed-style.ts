import { createHash } from 'node:crypto'

/**
 * How a browser shows a feed to a person who opens one. The titles of articles are links of our own (feed-xml.ts); what only
 * programs read stays hidden.
 */
export const feedStyle = `@namespace h url(http://www.w3.org/1999/xhtml);
:root { color-scheme: light dark; display: block; max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; font: 1.0625rem/1.7 Georgia, 'Noto Serif', 'Songti SC', 'Noto Serif CJK SC', serif; background: Canvas; color: CanvasText }
channel { display: block }
:is(rss > channel > *, feed > *, item > *, entry > *) { display: none }
:is(channel, feed) > title { display: block; font-size: 2rem; font-weight: 700; line-height: 1.3 }
:is(channel > description, feed > subtitle) { display: block; opacity: .75 }
h|p { display: block !important; margin: 1.5rem 0 0; padding: .9rem 1.1rem; border: 1px solid; font-family: system-ui, sans-serif; font-size: .9375rem }
:is(channel > item, feed > entry) { display: block; margin-top: 1.6rem; padding-top: 1.2rem; border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent) }
:is(item, entry) > h|a { display: block; font-size: 1.25rem; font-weight: 700; line-height: 1.45; color: LinkText; text-decoration: none }
:is(item, entry) > h|a:hover { text-decoration: underline }
:is(item > description, entry > summary) { display: block; margin-top: .3rem; white-space: pre-line }
:is(item > pubDate, entry > published) { display: block; margin-top: .3rem; font-family: system-ui, sans-serif; font-size: .8125rem; opacity: .75 }
`

export const feedStylePath = `/assets/feed-${createHash('sha256').update(feedStyle).digest('hex').slice(0, 12)}.css`
