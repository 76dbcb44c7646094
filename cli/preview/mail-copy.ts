import { inScheme, type Scheme, withHead } from '#local-cloud/inbox/message/scheme'
import type { SiteFile } from '../../functions/edition/model/edition.ts'

/**
 * Prepares a digest for the preview: pictures and links lead to this machine, and it is shown in one colour scheme. The
 * scroll bar is hidden, as on a phone, because on some systems it would reduce the width.
 * @param site origin of the published site, which the digest's addresses start with
 */
export const mailCopy = (html: string, site: string, scheme: Scheme): string =>
  withHead(
    inScheme(html, scheme)
      .replaceAll(`="${site}/`, '="/site/')
      // Readers' own links, which lead nowhere here.
      .replaceAll(/href="#[^"]*"/g, 'href="#" target="_self"'),
    own,
  )

/** Prepares a page of the site, or its style sheet, in one colour scheme. */
export const pageCopy = ({ contentType, body }: SiteFile, scheme: Scheme): string | Uint8Array => {
  if (typeof body !== 'string' || !/^text\/(html|css)\b/.test(contentType)) return body
  return inScheme(body, scheme).replaceAll(/(href="\/assets\/style-[\w-]+\.css)"/g, `$1?scheme=${scheme}"`)
}

const own = '<base target="_blank"><style>html { scrollbar-width: none }</style>'
