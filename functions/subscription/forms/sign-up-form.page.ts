import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { choiceFields } from './choices.page.ts'
import { describedBy, hidden, problemNote } from './field.page.ts'
import { foldedFields, moreFields } from './more-choices.page.ts'
import type { SubscribePageProps } from './subscribe.page.ts'

/**
 * The form itself. The language in its address tells in which one the wording was shown, whatever language is then
 * chosen.
 */
export const signUpForm = (props: SubscribePageProps & { consent: string }): Html => {
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

const addressField = ({ language, given, problems }: SubscribePageProps): Html => html`
<div class="field"><label for="email">${wordsOf(language).forms.subscribe.address}</label>
<input id="email" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" dir="ltr" required maxlength="254" value="${given.email}"${describedBy('email', problems)}>
${problemNote('email', problems)}</div>`

/** Whoever chose on another page need not see it all again, but can. */
const choices = ({ site, language, given, problems, again }: SubscribePageProps): Html => {
  const props = { publication: site.publication, language, chosen: given, problems }
  if (!again) return html`${choiceFields(props)}${foldedFields(props)}`
  return html`<details class="more"><summary>${wordsOf(language).forms.again.choices}</summary>
<div>${choiceFields(props)}${moreFields(props)}</div></details>`
}

/** Only machines fill it in: it is hidden from eyes, keyboards, screen readers and form fillers. */
export const trap = (words: string, id = 'website'): Html =>
  html`<div hidden aria-hidden="true"><label for="${id}">${words}</label><input id="${id}" name="website" type="text" tabindex="-1" autocomplete="off"></div>`
