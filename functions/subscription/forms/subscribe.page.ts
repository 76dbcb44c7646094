import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/page.ts'
import { type Problems, problemSummary, problemTitle } from './field.page.ts'
import type { Site } from './request.ts'
import type { ShownChoice } from './shown-choice.ts'
import { signUpForm } from './sign-up-form.page.ts'

/** What was filled in before: right or wrong, here or on another page. */
export type Given = ShownChoice & {
  email: string
  /** Path of the page that the form stood on, when it said so. */
  form?: string
  /** The page of another site to come back to. */
  returnTo?: string
}

export type SubscribePageProps = {
  site: Site
  language: Language
  given: Given
  problems: Problems
  /** Fresh: with it the form is taken. */
  token: string
  /** Everything is filled in already, on a page that has no token, or long ago: one press of a button is left. */
  again?: boolean
}

/** The words by which a reader agrees, as the form shows them and as consent keeps them. */
export const consentWording = ({ publication }: Site, language: Language): string =>
  wordsOf(language).forms.subscribe.consent(publication.names[language]!, publication.publisher[language]!)

/** The sign-up form: empty, or filled in as it was, with what is wrong beside each field. */
export const subscribePage = (props: SubscribePageProps): Html => {
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
<p>${again ? words.again.text : publication.taglines[language]}</p>
${problemSummary(problems, language)}
${signUpForm({ ...props, consent: consentWording(site, language) })}`,
  })
}

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
