import { inScheme, type Scheme, withHead } from '#local-cloud/inbox/message/scheme'
import type { SiteFile } from '../../functions/edition/model/edition.ts'

/**
 * A digest as the preview serves it: its pictures and links lead to this machine, and it is as it looks in one scheme.
 * Its scroll bar is hidden, as on a phone: some systems' would take of the width that is looked at.
 * @param site origin of the published site, to which the digest's addresses lead
 */
export const mailCopy = (html: string, site: string, scheme: Scheme): string =>
  withHead(
    inScheme(html, scheme)
      .replaceAll(`="${site}/`, '="/site/')
      // The reader's own links, which nobody has here.
      .replaceAll('href="#"', 'href="#" target="_self"'),
    own,
  )

/** A page of the site, or its style sheet, as it is in one scheme. */
export const pageCopy = ({ contentType, body }: SiteFile, scheme: Scheme): string | Uint8Array => {
  if (typeof body !== 'string' || !/^text\/(html|css)\b/.test(contentType)) return body
  return inScheme(body, scheme).replaceAll(/(href="\/assets\/style-[\w-]+\.css)"/g, `$1?scheme=${scheme}"`)
}

const own = '<base target="_blank"><style>html { scrollbar-width: none }</style>'
