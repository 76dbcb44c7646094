export type Scheme = 'light' | 'dark'

const feature = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/gi

/**
 * A mail as it looks in one scheme. A frame does not take its scheme from the page around it in every browser, and the
 * system may be dark. So the rules for either scheme apply always or never, and where the mail allows both it says one.
 */
export const inScheme = (markup: string, scheme: Scheme): string =>
  markup
    .replace(feature, (_, one: string) =>
      one.toLowerCase() === scheme ? '(min-width: 0px)' : '(max-width: 0px)',
    )
    .replace(/(color-scheme\s*:\s*)(?:light dark|dark light)\b/gi, `$1${scheme}`)
    .replace(/(content=["']?)(?:light dark|dark light)\b/gi, `$1${scheme}`)

/** Puts something first into a page's head, or where it has none, before all of it. */
export const withHead = (markup: string, head: string): string =>
  /<head[^>]*>/i.test(markup)
    ? markup.replace(/<head[^>]*>/i, (found) => found + head)
    : // After the doctype, without which a page is drawn by older rules.
      markup.replace(/^(\s*<!doctype[^>]*>)?/i, (found) => found + head)
