import { inScheme, mailInFrame, type Scheme } from '../../emails/preview.ts'
import type { SiteFile } from '../../functions/edition/model/edition.ts'

/**
 * Prepares a digest for the preview: pictures and links lead to this machine, and it is shown in one colour scheme.
 * @param site origin of the published site, which the digest's addresses start with
 */
export const mailCopy = (html: string, site: string, scheme: Scheme): string =>
  mailInFrame(html.replaceAll(`="${site}/`, '="/site/'), scheme)

/** Prepares a page of the site, or its style sheet, in one colour scheme. */
export const pageCopy = ({ contentType, body }: SiteFile, scheme: Scheme): string | Uint8Array => {
  if (typeof body !== 'string' || !/^text\/(html|css)\b/.test(contentType)) return body
  return inScheme(body, scheme).replaceAll(/(href="\/assets\/style-[\w-]+\.css)"/g, `$1?scheme=${scheme}"`)
}
