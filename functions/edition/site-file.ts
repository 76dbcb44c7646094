import type { Html } from '../platform/html.ts'
import { type FeedFormat, feedFormats } from '../platform/site-paths.ts'
import type { SiteFile } from './edition.ts'
import { keyOf } from './paths.ts'

/** A page may change with the next publishing; readers see it within minutes. */
const forMinutes = 'public, max-age=300'
/** A file that is named by its content never changes. */
const forEver = 'public, max-age=31536000, immutable'

export const pageFile = (path: string, content: Html): SiteFile => ({
  path: keyOf(path),
  contentType: 'text/html; charset=utf-8',
  cacheControl: forMinutes,
  body: `<!doctype html>\n${content.html}`,
})

/** A page in the place of one that is there no more, which search engines may forget (RFC 9110 §15.5.11). */
export const gonePageFile = (path: string, content: Html): SiteFile => ({
  ...pageFile(path, content),
  status: 410,
})

export const feedFile = (path: string, format: FeedFormat, body: string): SiteFile =>
  assetFile(path, `${feedFormats[format].type}; charset=utf-8`, body, false)

/** @param lasting false for a file whose name does not change with its content */
export const assetFile = (
  path: string,
  contentType: string,
  body: string | Uint8Array,
  lasting = true,
): SiteFile => ({ path: keyOf(path), contentType, cacheControl: lasting ? forEver : forMinutes, body })
