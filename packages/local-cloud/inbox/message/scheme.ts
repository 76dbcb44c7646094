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

/** Inserts something at the start of a page's head; without a head, at the start of the page. */
export const withHead = (markup: string, head: string): string =>
  /<head[^>]*>/i.test(markup)
    ? markup.replace(/<head[^>]*>/i, (found) => found + head)
    : // After the doctype, because without a doctype first browsers use quirks mode.
      markup.replace(/^(\s*<!doctype[^>]*>)?/i, (found) => found + head)
