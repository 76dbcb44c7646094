import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { choiceFields } from './choices.page.ts'
import { describedBy, hidden, type Problems, problemNote } from './field.page.ts'
import type { Site } from './form-request.ts'
import { honeypot } from './honeypot.page.ts'
import { foldedFields, moreFields } from './more-choices.page.ts'
import type { ShownChoice } from './shown-choice.ts'

/** What the visitor filled in before, valid or not, here or on another page. */
export type Given = ShownChoice & {
  email: string
  /** Path of the page that held the form, if it was sent. */
  form?: string | undefined
  /** The other site's page to return to. */
  returnTo?: string | undefined
}

export type SignUpFormProps = {
  site: Site
  language: Language
  given: Given
  problems: Problems
  /** A fresh form token, without which the form is not accepted. */
  token: string
  /** True when the form was filled in on a page without a fresh token: one more press of the button sends it. */
  again?: boolean
}

/**
 * The sign-up form. The `language` in its action URL records the language in which the wording was shown, even if the
 * visitor then chooses another.
 */
export const signUpForm = (props: SignUpFormProps & { consent: string }): Html => {
  const { language, given, token, consent } = props
  const words = wordsOf(language).forms.subscribe
  return html`<form class="form" method="post" action="/subscribe?language=${language}" novalidate>
${hidden('token', token)}${hidden('form', given.form)}${hidden('return', given.returnTo)}
${addressField(props)}
${choices(props)}
${honeypot(words.trap)}
<p class="note">${consent}</p>
<p><button class="button" type="submit">${words.submit}</button></p>
</form>`
}

const addressField = ({ language, given, problems }: SignUpFormProps): Html => html`
<div class="field"><label for="email">${wordsOf(language).forms.subscribe.address}</label>
<input id="email" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" dir="ltr" required maxlength="254" value="${given.email}"${describedBy('email', problems)}>
${problemNote('email', problems)}</div>`

/** A visitor who already chose on another page sees the choices folded away. */
const choices = ({ site, language, given, problems, again }: SignUpFormProps): Html => {
  const props = { publication: site.publication, language, chosen: given, problems }
  if (!again) return html`${choiceFields(props)}${foldedFields(props)}`
  return html`<details class="more"><summary>${wordsOf(language).forms.again.choices}</summary>
<div>${choiceFields(props)}${moreFields(props)}</div></details>`
}
