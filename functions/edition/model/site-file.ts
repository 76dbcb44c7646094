import type { Html } from '../../web/html.ts'
import { type FeedFormat, feedFormats } from '../../web/site-paths.ts'
import { forADay, forEver, forMinutes } from './cache-control.ts'
import type { SiteFile } from './edition.ts'
import { keyOf } from './paths.ts'

export const pageFile = (path: string, content: Html): SiteFile =>
  wholePageFile(path, `<!doctype html>\n${content.html}`)

export const wholePageFile = (path: string, body: string): SiteFile => ({
  path: keyOf(path),
  contentType: 'text/html; charset=utf-8',
  cacheControl: forMinutes,
  body,
})

/** Replaces a page that no longer exists, so that search engines can forget it (RFC 9110 §15.5.11). */
export const gonePageFile = (path: string, content: Html): SiteFile => ({
  ...pageFile(path, content),
  status: 410,
})

/** A permanent redirect at an old address (RFC 9110 §15.4.2). The page itself redirects where only files are served. */
export const redirectFile = (path: string, content: Html, location: string): SiteFile => ({
  ...pageFile(path, content),
  status: 301,
  location,
})

export const feedFile = (path: string, format: FeedFormat, body: string): SiteFile =>
  assetFile(path, `${feedFormats[format].served}; charset=utf-8`, body, false)

/** @param lasting false for a file whose name does not change with its content */
export const assetFile = (
  path: string,
  contentType: string,
  body: string | Uint8Array,
  lasting = true,
): SiteFile => ({ path: keyOf(path), contentType, cacheControl: lasting ? forEver : forMinutes, body })

/** A picture of an issue, named by its content. */
export const pictureFile = (path: string, contentType: string, bytes: Uint8Array): SiteFile => ({
  ...assetFile(path, contentType, bytes),
  cacheControl: forADay,
})

/** Replaces a picture that was taken down. */
export const goneFile = (path: string): SiteFile => ({
  ...assetFile(path, 'text/plain; charset=utf-8', 'Gone\n', false),
  status: 410,
})
