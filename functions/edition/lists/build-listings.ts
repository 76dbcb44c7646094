import { createHash } from 'node:crypto'
import type { SiteFile } from '../model/edition.ts'
import { earlierOf, entriesOf, type Listing, type Listings } from '../model/listing-entries.ts'
import { archivePath, searchPath, sectionPath, yearPath } from '../model/paths.ts'
import { assetFile, pageFile } from '../model/site-file.ts'
import { searchFile } from '../search/build-search-file.ts'
import { searchPage } from '../search/search.page.ts'
import { archivePage, yearPage } from './archive.page.ts'
import { feedFiles } from './feed.ts'
import { feedStyle, feedStylePath } from './feed-style.ts'
import { splitYears } from './home-years.ts'
import { notFoundPage } from './not-found.page.ts'
import { notFoundScript, notFoundScriptPath } from './not-found-script.ts'
import { opmlFile } from './opml.ts'
import { sectionPage } from './section.page.ts'
import { sitemapFiles } from './sitemap.ts'
import { byYear } from './years.ts'

/**
 * Renders the listings of all published issues. They change with each issue, so they belong to no edition. Files come
 * in a safe write order: whatever a page needs precedes the page.
 */
export const buildListings = (listings: Listings): SiteFile[] => {
  const { publication, script } = listings
  const scripts = script === undefined ? [] : [scriptFile(script)]
  const [file] = scripts
  return [
    ...scripts,
    assetFile(feedStylePath, 'text/css; charset=utf-8', feedStyle),
    assetFile(notFoundScriptPath, 'text/javascript; charset=utf-8', notFoundScript),
    ...publication.languages.flatMap((language) =>
      buildListing({ ...listings, language }, file && `/${file.path}`),
    ),
    ...sitemapFiles(listings),
    { ...pageFile('/404/', notFoundPage(listings)), path: '404.html' },
  ]
}

const scriptFile = (script: string): SiteFile => {
  const hash = createHash('sha256').update(script).digest('hex').slice(0, 12)
  return assetFile(`/assets/search-${hash}.js`, 'text/javascript; charset=utf-8', script)
}

const buildListing = (listing: Listing, script: string | undefined): SiteFile[] => {
  const { language, publication } = listing
  const entries = entriesOf(listing)
  const years = splitYears(byYear(earlierOf(listing), publication.timeZone, language))
  return [
    ...feedFiles(listing, entries),
    opmlFile(listing),
    searchFile(listing, entries),
    pageFile(searchPath(language), searchPage(listing, script)),
    ...publication.topics.map(({ id }) =>
      pageFile(sectionPath(language, id), sectionPage(listing, entries, id)),
    ),
    ...years.pages.map((year) => pageFile(yearPath(language, year.year), yearPage(listing, year))),
    pageFile(archivePath(language), archivePage(listing, entries, years)),
  ]
}
