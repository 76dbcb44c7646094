import { archivePage } from './archive.page.ts'
import type { SiteFile } from './edition.ts'
import { entriesOf, type Listing } from './entries.ts'
import { feedFiles } from './feed.ts'
import { archivePath } from './paths.ts'
import { pageFile } from './site-file.ts'

/** Renders what lists all published issues: it changes with each of them, and so belongs to no edition. */
export const buildListings = (listings: Omit<Listing, 'language'>): SiteFile[] =>
  listings.publication.languages.flatMap((language) => buildListing({ ...listings, language }))

const buildListing = (listing: Listing): SiteFile[] => {
  const entries = entriesOf(listing)
  return [
    ...feedFiles(listing, entries),
    pageFile(archivePath(listing.language), archivePage(listing, entries)),
  ]
}
