import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { choiceFields } from './choices.page.ts'
import { describedBy, hidden, type Problems, problemNote } from './field.page.ts'
import { foldedFields, moreFields } from './more-choices.page.ts'
import type { Site } from './request.ts'
import type { ShownChoice } from './shown-choice.ts'

/** What was filled in before: right or wrong, here or on another page. */
export type Given = ShownChoice & {
  email: string
  /** Path of the page that the form stood on, when it said so. */
  form?: string | undefined
  /** The page of another site to come back to. */
  returnTo?: string | undefined
}

export type SignUpFormProps = {
  site: Site
  language: Language
  given: Given
  problems: Problems
  /** Fresh: with it the form is taken. */
  token: string
  /** Everything is filled in already, on a page that has no token, or long ago: one press of a button is left. */
  again?: boolean
}

/**
 * The form itself. The language in its address tells in which one the wording was shown, whatever language is then
 * chosen.
 */
export const signUpForm = (props: SignUpFormProps & { consent: string }): Html => {
  const { language, given, token, consent } = props
  const words = wordsOf(language).forms.subscribe
  return html`<form class="form" method="post" action="/subscribe?language=${language}" novalidate>
${hidden('token', token)}${hidden('form', given.form)}${hidden('return', given.returnTo)}
${addressField(props)}
${choices(props)}
${trap(words.trap)}
<p class="note">${consent}</p>
<p><button class="button" type="submit">${words.submit}</button></p>
</form>`
}

const addressField = ({ language, given, problems }: SignUpFormProps): Html => html`
<div class="field"><label for="email">${wordsOf(language).forms.subscribe.address}</label>
<input id="email" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" dir="ltr" required maxlength="254" value="${given.email}"${describedBy('email', problems)}>
${problemNote('email', problems)}</div>`

/** Whoever chose on another page need not see it all again, but can. */
const choices = ({ site, language, given, problems, again }: SignUpFormProps): Html => {
  const props = { publication: site.publication, language, chosen: given, problems }
  if (!again) return html`${choiceFields(props)}${foldedFields(props)}`
  return html`<details class="more"><summary>${wordsOf(language).forms.again.choices}</summary>
<div>${choiceFields(props)}${moreFields(props)}</div></details>`
}

/** Only machines fill it in: it is hidden from eyes, keyboards, screen readers and form fillers. */
export const trap = (words: string, id = 'website'): Html =>
  html`<div hidden aria-hidden="true"><label for="${id}">${words}</label><input id="${id}" name="website" type="text" tabindex="-1" autocomplete="off"></div>`
