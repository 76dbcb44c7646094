import type { SiteFile } from '../model/edition.ts'
import { sitemapPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'

/** Pages for one reader, and the API. */
const notForAll = ['/confirm', '/preferences', '/unsubscribe', '/rating', '/api/']

/** What crawlers may read (RFC 9309): every public page. */
export const robotsFile = (siteUrl: string): SiteFile => {
  const lines = ['User-agent: *', 'Allow: /', ...notForAll.map((path) => `Disallow: ${path}`)]
  const text = `${lines.join('\n')}\n\nSitemap: ${siteUrl}${sitemapPath}\n`
  return assetFile('/robots.txt', 'text/plain; charset=utf-8', text, false)
}
