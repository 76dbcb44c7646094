import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import type { Card } from './card.ts'
import type { Digest } from './digest.ts'

/** What every page of an edition is made from. */
export type Source = {
  issue: Issue
  publication: Publication
  language: Language
  /** Origin of the site, without a slash at its end. */
  siteUrl: string
}

/** A file of the site. */
export type SiteFile = {
  /** Its key in the site's bucket: its path on the site without the first slash. */
  path: string
  contentType: string
  cacheControl: string
  /** What it is answered with, where that is not 200. */
  status?: 301 | 410
  /** Where a 301 leads, as a path of the site. */
  location?: string
  body: string | Uint8Array
}

/** An issue in one language, rendered. The same source always gives the same edition. */
export type Edition = {
  /** SHA-256 of all that stands in it, in hex. */
  hash: string
  digest: Digest
  files: SiteFile[]
  /** The pictures that stand for its pages: drawn later, and only those that are not there yet. */
  cards: Card[]
}
