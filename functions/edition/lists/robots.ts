import type { SiteFile } from '../model/edition.ts'
import { sitemapPath } from '../model/paths.ts'
import { assetFile } from '../model/site-file.ts'

/** Pages of one reader's own, and what answers programs. */
const notForAll = ['/confirm', '/preferences', '/unsubscribe', '/api/']

/** What crawlers may read (RFC 9309): everything that is for everybody. */
export const robotsFile = (siteUrl: string): SiteFile => {
  const lines = ['User-agent: *', 'Allow: /', ...notForAll.map((path) => `Disallow: ${path}`)]
  const text = `${lines.join('\n')}\n\nSitemap: ${siteUrl}${sitemapPath}\n`
  return assetFile('/robots.txt', 'text/plain; charset=utf-8', text, false)
}
