import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { archivePath } from '../../web/site-paths.ts'
import { typeset } from '../../web/typeset.ts'
import { answerTo, inputName } from '../states/custom-fields.ts'
import { addressRow, rowsOf } from './address.page.ts'
import { hidden, problemSummary, problemTitle } from './field.page.ts'
import type { Site } from './form-request.ts'
import { type Given, type SignUpFormProps, signUpForm } from './sign-up-form.page.ts'
import { webmailButton } from './webmail.page.ts'

/** The wording that a reader agrees to, as the form shows it and as the consent record keeps it. */
export const consentWording = ({ publication }: Site, language: Language): string => {
  const { consent, consentToName } = wordsOf(language).forms.subscribe
  const name = publication.names[language]!
  const publisher = publication.publisher[language]!
  return publisher === name ? consentToName(name) : consent(name, publisher)
}

/** The sign-up page: an empty form, or one filled in again with a message beside each wrong field. */
export const subscribePage = (props: SignUpFormProps): Html => {
  const { site, language, problems, again } = props
  const { publication, siteUrl } = site
  const words = wordsOf(language).forms
  const title = again ? words.again.title : words.subscribe.title(publication.names[language]!)
  return pageShell({
    publication,
    siteUrl,
    language,
    title: problemTitle(title, problems, language),
    description: publication.taglines[language],
    path: `/subscribe?language=${language}`,
    alternates: Object.fromEntries(publication.languages.map((one) => [one, `/subscribe?language=${one}`])),
    main: html`<h1>${title}</h1>
<p>${typeset(again ? words.again.text : publication.taglines[language]!, language)}</p>
${problemSummary(problems, language)}
${signUpForm({ ...props, consent: consentWording(site, language) })}`,
  })
}

/**
 * Answers every accepted form, identical whatever we know about the address. It leads to the visitor's inbox, if that is a
 * large provider's, and to something to read: the page of all issues is always there, and begins with the latest.
 * @param given the address as the visitor typed it, so that a slip is seen at once, and what else they filled in: who goes back
 *   finds all of it in the form
 */
export const checkInboxPage = (site: Site, language: Language, given: Given): Html => {
  const address = given.email.trim()
  const { title, text, wrong, read: toRead, note } = wordsOf(language).forms.checkInbox
  return pageShell({
    ...site,
    language,
    title,
    main: html`<h1>${title}</h1><p>${text}</p>
${rowsOf([addressRow(address, language)])}
${backForm(site, language, given, wrong)}
${webmailButton(site, language, address)}<p><a href="${archivePath(language)}">${toRead}</a></p>
<p class="note">${note}</p>`,
  })
}

/** The name of the field by which a form is not sent but shown again. */
export const backField = 'back'

/** A button that leads back to the form as it was filled in: by POST, because an address has no place in a URL. */
const backForm = ({ publication }: Site, language: Language, given: Given, words: string): Html => {
  const { email, form, returnTo, language: chosen, topics, timeZone, fields } = given
  const answers = publication.fields.map((field) => hidden(inputName(field), answerTo(field, fields)))
  return html`<form method="post" action="/subscribe?language=${language}">
${hidden('email', email)}${hidden('form', form)}${hidden('return', returnTo)}${hidden('language', chosen)}${topics.map((one) => hidden('topics', one))}${hidden('timeZone', timeZone)}${answers}
<p><button class="link" type="submit" name="${backField}" value="yes">${words}</button></p></form>`
}
