import { type Html, html } from '../platform/html.ts'
import type { Language } from '../platform/language.ts'
import { pageShell } from '../platform/page.ts'
import { wordsOf } from '../platform/words.ts'
import { choiceFields } from './choices.page.ts'
import { describedBy, mark, type Problems, problemNote } from './field.page.ts'
import { foldedFields } from './more-choices.page.ts'
import type { Site } from './request.ts'
import type { ShownChoice } from './shown-choice.ts'

export type SubscribePageProps = {
  site: Site
  language: Language
  /** What was filled in before. */
  given: ShownChoice & { email: string }
  problems: Problems
}

/** The words by which a reader agrees, as the form shows them and as consent keeps them. */
export const consentWording = ({ publication }: Site, language: Language): string =>
  wordsOf(language).forms.subscribe.consent(publication.names[language]!, publication.publisher[language]!)

/** The sign-up form: empty, or filled in as it was, with what is wrong beside each field. */
export const subscribePage = (props: SubscribePageProps): Html => {
  const { site, language, problems } = props
  const { publication, siteUrl } = site
  const words = wordsOf(language).forms
  const title = words.subscribe.title(publication.names[language]!)
  return pageShell({
    publication,
    siteUrl,
    language,
    title,
    description: publication.taglines[language],
    path: `/subscribe?language=${language}`,
    alternates: Object.fromEntries(publication.languages.map((one) => [one, `/subscribe?language=${one}`])),
    main: html`<h1>${title}</h1>
<p>${publication.taglines[language]}</p>
${Object.keys(problems).length > 0 && html`<p class="problem" role="alert">${words.problem}</p>`}
${form(props)}`,
  })
}

/** The language in its address tells in which one the wording was shown, whatever language is then chosen. */
const form = ({ site, language, given, problems }: SubscribePageProps): Html => {
  const words = wordsOf(language).forms.subscribe
  const choices = { publication: site.publication, language, chosen: given, problems }
  return html`<form class="form" method="post" action="/subscribe?language=${language}" novalidate>
<div class="field"><label for="email">${words.address}</label>
<input id="email" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" required maxlength="254" value="${given.email}"${describedBy('email', problems)}${mark('autofocus', Boolean(problems.email))}>
${problemNote('email', problems)}</div>
${choiceFields(choices)}${foldedFields(choices)}
${trap(words.trap)}
<p class="note">${consentWording(site, language)}</p>
<p><button class="button" type="submit">${words.submit}</button></p>
</form>`
}

/** Only machines fill it in: it is hidden from eyes, keyboards, screen readers and form fillers. */
const trap = (words: string): Html =>
  html`<div hidden aria-hidden="true"><label for="website">${words}</label><input id="website" name="website" type="text" tabindex="-1" autocomplete="off"></div>`

/** The answer to every accepted form, the same whatever we know of the address. */
export const checkInboxPage = ({ publication, siteUrl }: Site, language: Language): Html => {
  const { title, text, note } = wordsOf(language).forms.checkInbox
  return pageShell({
    publication,
    siteUrl,
    language,
    title,
    main: html`<h1>${title}</h1><p>${text}</p><p class="note">${note}</p>`,
  })
}
