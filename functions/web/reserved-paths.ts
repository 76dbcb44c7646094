import { allFeedFormats, feedFormats } from './site-paths.ts'

/** What the site itself answers below each language's folder, but for the pages of issues. */
const inLanguage = new Set([
  ...['years', 'sections', 'search', 'search.json', 'q', 'manifest.webmanifest', 'index.html'],
  ...allFeedFormats.map((format) => feedFormats[format].file),
])
/** Paths that begin with these are answered by functions (infra/site.ts). */
export const livePaths = ['/subscribe', '/confirm', '/preferences', '/unsubscribe', '/api/']
const folders = new Set(['assets', 'cards', 'q', 'icons'])
const files =
  /^\/(index\.html|404(\.html|\/)|robots\.txt|sitemap\.xml|favicon\.(svg|ico)|[\w-]*icon[\w-]*\.png)$/i

/**
 * What of the site itself has a path, so that no old address can have it.
 * @param languages folders of the publication's languages
 * @returns a word for it; undefined when the path is free, or that of an issue or article
 */
export const reservedBy = (path: string, languages: readonly string[]): string | undefined => {
  const [, first = '', second = ''] = path.split('/')
  if (livePaths.some((live) => path.startsWith(live))) return 'forms'
  if (path === '/' || files.test(path) || folders.has(first)) return 'files'
  if (!languages.includes(first)) return undefined
  return second === '' || inLanguage.has(second) || path === `/${first}/issues/` ? 'pages' : undefined
}
