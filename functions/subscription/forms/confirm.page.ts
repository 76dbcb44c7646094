import { listed } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { readTimeZone } from '../../publication/time-zones.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { archivePath } from '../../web/site-paths.ts'
import { typeset } from '../../web/typeset.ts'
import type { Choice } from '../states/choice.ts'
import { answersInWords } from '../states/custom-fields.ts'
import { maskedAddress, maskedRow, rowsOf } from './address.page.ts'
import type { Site } from './form-request.ts'
import { messagePage, signUpLink, tokenForm } from './message.page.ts'
import { addressPath } from './move.page.ts'
import { timeZoneLabel } from './time-zone-options.ts'
import { webmailButton } from './webmail.page.ts'

/** Shows what the visitor chose and asks for one more press of a button. */
export const confirmPage = (
  site: Site,
  language: Language,
  choice: Choice & { email: string },
  token: string,
): Html => {
  const words = wordsOf(language).forms.confirm
  return messagePage(site, language, {
    title: words.title,
    text: words.text(site.publication.names[language]!),
    more: html`${chosen(site, language, choice)}
${tokenForm('/confirm', token, language, words.submit)}`,
  })
}

/** Lists the address, the choices the form offered, and what the visitor chose. */
const chosen = (site: Site, language: Language, choice: Choice & { email: string }): Html => {
  const { publication } = site
  const { timeZone, fields } = choice
  const words = wordsOf(language).forms.confirm
  const zone = readTimeZone(timeZone ?? '')
  const name = wordsOf(language).forms.subscribe.timeZone
  const rows = [
    ...(publication.languages.length > 1
      ? [{ name: words.language, answer: wordsOf(choice.language).name }]
      : []),
    ...(publication.topics.length > 0
      ? [{ name: words.topics, answer: topicNames(site, language, choice) }]
      : []),
    ...(zone ? [{ name, answer: timeZoneLabel(zone, language) }] : []),
    ...answersInWords(publication.fields, fields, language),
  ]
  return rowsOf([
    maskedRow(choice.email, language),
    ...rows.map((row) => ({
      name: typeset(row.name, language),
      answer: typeset(row.answer, language),
    })),
  ])
}

const topicNames = ({ publication }: Site, language: Language, { topics }: Choice): string =>
  topics.length === 0
    ? wordsOf(language).forms.confirm.allTopics
    : listed(
        publication.topics.filter(({ id }) => topics.includes(id)).map(({ names }) => names[language]!),
        language,
        'narrow',
      )

/**
 * Says what comes from now on, and leads on: to the latest issue, to the inbox, if it is a large provider's, and to another
 * address, if this one is not where they want it.
 * @param preferences where the new reader can change their choices, and the token of that link
 */
export const subscribedPage = (
  site: Site,
  language: Language,
  { email, preferences: { url, token } }: { email: string; preferences: { url: string; token: string } },
): Html => {
  const { forms, site: siteWords } = wordsOf(language)
  const { checkInbox, confirm, preferences } = forms
  const { names, welcome } = site.publication
  const text = welcome.some(({ days }) => days === 0) ? confirm.doneWelcome : confirm.doneText
  return messagePage(site, language, {
    title: confirm.doneTitle,
    text: text(names[language]!),
    more: html`${maskedAddress(email, language)}<p><a href="${addressPath}?token=${token}&amp;language=${language}">${checkInbox.wrong}</a></p>
<p><a class="button" href="${archivePath(language)}#latest">${siteWords.latest}</a></p>
${webmailButton(site, language, email)}<p><a href="${url}">${preferences.manage}</a></p>`,
  })
}

/** Says that the link has expired, or that the sign-up it would confirm is gone, and offers to sign up again. */
export const tooLatePage = (site: Site, language: Language, why: 'expired' | 'gone'): Html => {
  const { expiredTitle, expiredText, goneTitle, goneText } = wordsOf(language).forms.confirm
  const [title, text] = why === 'expired' ? [expiredTitle, expiredText] : [goneTitle, goneText]
  return messagePage(site, language, { title, text, more: signUpLink(language) })
}
