// A mail as it is shown in a frame of a page, to whoever makes the magazine.

export type Scheme = 'light' | 'dark'

const feature = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi

/**
 * Fixes a mail to one colour scheme. Not every browser lets a page choose a frame's scheme, so the media queries for a
 * scheme are rewritten to apply always or never, and a declaration that allows both schemes is narrowed to the one.
 */
export const inScheme = (markup: string, scheme: Scheme): string =>
  markup
    .replace(feature, (_, one: string) =>
      one.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)',
    )
    .replace(/(color-scheme\s*:\s*)(?:light dark|dark light)\b/gi, `$1${scheme}`)
    .replace(/(content=["']?)(?:light dark|dark light)\b/gi, `$1${scheme}`)

/**
 * A mail for a frame, in one colour scheme: a link opens beside the page, and one that begins with `#`, in the place of a
 * reader's own, leads nowhere. The scroll bar is hidden, as on a phone, because on some systems it would take from the width.
 */
export const mailInFrame = (html: string, scheme: Scheme): string =>
  inScheme(html, scheme)
    .replaceAll(/href="#[^"]*"/g, 'href="#" target="_self"')
    .replace(/<head[^>]*>/i, (found) => found + own)

const own = '<base target="_blank"><style>html { scrollbar-width: none }</style>'
