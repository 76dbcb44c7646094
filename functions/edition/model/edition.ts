import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import type { Card } from './card.ts'
import type { Digest } from './digest.ts'
import type { FullText } from './full-texts.ts'

/** What every page of an edition is rendered from. */
export type Source = {
  issue: Issue
  publication: Publication
  language: Language
  /** Origin of the site, without a trailing slash. */
  siteUrl: string
}

/** A file of the site. */
export type SiteFile = {
  /** Its key in the site's bucket: its path on the site without the leading slash. */
  path: string
  contentType: string
  cacheControl: string
  /** The HTTP status, if not 200. */
  status?: 301 | 410
  /** The target of a 301, as a path on the site. */
  location?: string
  body: string | Uint8Array
}

/** An issue in one language, rendered. The same source always gives the same edition. */
export type Edition = {
  /** SHA-256 of its whole content, in hex. */
  hash: string
  digest: Digest
  files: SiteFile[]
  /** Languages that the issue lacks: in each, `files` say where else it can be read. */
  elsewhere?: Language[]
  /** The texts of its articles, for feeds. */
  texts: FullText[]
  /** The cards of its pages. They are drawn later, and only those that do not exist yet. */
  cards: Card[]
}
