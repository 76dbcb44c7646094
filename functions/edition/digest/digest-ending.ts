import type { DigestEnding } from '../../../emails/digest-props.ts'
import { slot } from '../../../emails/slots.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Source } from '../model/edition.ts'
import { issuePath } from '../model/paths.ts'

/** @param subject of the digest, and of the mail that passes it on */
export const endingOf = (
  { issue, publication, language, siteUrl }: Source,
  subject: string,
): DigestEnding => ({
  forward: mailTo(subject, `${subject}\r\n${siteUrl}${issuePath(language, issue.id)}`),
  languages: issue.languages
    .filter((one) => one !== language)
    .map((one) => ({
      language: one,
      name: wordsOf(one).name,
      url: siteUrl + issuePath(one, issue.id),
    })),
  ...(publication.cadence && { next: slot('next') }),
})

/** A link that opens a mail to nobody yet (RFC 6068). A forwarded digest would take its reader's own links with it. */
const mailTo = (subject: string, body: string): string =>
  `mailto:?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`
