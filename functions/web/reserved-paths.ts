import { allFeedFormats, feedFormats } from './site-paths.ts'

/** Names that the site itself uses in each language's folder, apart from pages of issues. */
const inLanguage = new Set([
  ...['years', 'sections', 'search', 'search.json', 'q', 'feeds.opml', 'manifest.webmanifest', 'index.html'],
  ...allFeedFormats.map((format) => feedFormats[format].file),
])
/** Paths with these prefixes are served by functions (infra/site.ts). */
export const livePaths = ['/subscribe', '/confirm', '/preferences', '/unsubscribe', '/rating', '/admin']
const folders = new Set(['assets', 'cards', 'q', 'icons'])
const files =
  /^\/(index\.html|404(\.html|\/)|robots\.txt|sitemap\.xml|favicon\.(svg|ico)|[\w-]*icon[\w-]*\.png)$/i

/**
 * Names what the site itself uses a path for, so that no alias can take the path.
 * @param languages folders of the publication's languages
 * @returns a word for it; undefined when the path is free, or belongs to an issue or article
 */
export const reservedBy = (path: string, languages: readonly string[]): string | undefined => {
  const [, first = '', second = ''] = path.split('/')
  if (livePaths.some((live) => path.startsWith(live))) return 'forms'
  if (path === '/' || files.test(path) || folders.has(first)) return 'files'
  if (!languages.includes(first)) return undefined
  return second === '' || inLanguage.has(second) || path === `/${first}/issues/` ? 'pages' : undefined
}
