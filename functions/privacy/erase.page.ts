import type { Language } from '../publication/language.ts'
import { dayInWords } from '../publication/words/date.ts'
import { wordsOf } from '../publication/words.ts'
import { maskedAddress } from '../subscription/forms/address.page.ts'
import type { Site } from '../subscription/forms/form-request.ts'
import { messagePage, signUpLink, tokenForm } from '../subscription/forms/message.page.ts'
import { erasePath, yourDataParts } from '../subscription/forms/your-data.page.ts'
import type { Subscriber } from '../subscription/states/subscriber.ts'
import { type Html, html } from '../web/html.ts'
import { pageShell } from '../web/shell.page.ts'
import { lastCopyDays } from './settings.ts'

type Props = {
  site: Site
  language: Language
  reader: Subscriber
  token: string
  /** Whether the link was in an issue. */
  fromIssue: boolean
  /** Unix ms. */
  now: number
}

/** What a reader may do with their data, for whoever has left and has no page of preferences any more. */
export const yourDataPage = (props: Props): Html => {
  const { site, language, reader } = props
  const { title } = wordsOf(language).forms.yourData
  return pageShell({
    ...site,
    language,
    title,
    main: html`<h1>${title}</h1>
${maskedAddress(reader.email, language)}
${yourDataParts(props)}`,
  })
}

/** Says what goes when, and what stays, above the button that erases. */
export const erasePage = ({ site, language, reader, token, now }: Props): Html => {
  const words = wordsOf(language).forms.erase
  return messagePage(site, language, {
    title: words.title,
    text: words.text(site.publication.names[language]!),
    more: html`${maskedAddress(reader.email, language)}
<ul><li>${words.atOnce}</li>
<li>${words.sends}</li>
<li>${words.backups(lastCopyDays, lastCopy(site, language, now))}</li>
<li>${words.stays}</li></ul>
${tokenForm(erasePath, token, language, words.submit)}`,
  })
}

/** Says that it is done, and how to come back. @param at when, ISO 8601 */
export const erasedNowPage = (site: Site, language: Language, at: string): Html => {
  const { doneTitle, doneText } = wordsOf(language).forms.erase
  return messagePage(site, language, {
    title: doneTitle,
    text: doneText(site.publication.names[language]!, lastCopy(site, language, Date.parse(at))),
    more: signUpLink(language),
  })
}

/** The day by which the last copy is gone. @param erased Unix ms */
const lastCopy = ({ publication }: Site, language: Language, erased: number): string =>
  dayInWords(new Date(erased + lastCopyDays * 86_400_000).toISOString(), language, publication.timeZone)
