import { wordsOf } from '../../publication/words.ts'
import { hidden } from '../../subscription/forms/field.page.ts'
import { honeypot } from '../../subscription/forms/honeypot.page.ts'
import { consentWording } from '../../subscription/forms/subscribe.page.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import type { Source } from '../model/edition.ts'
import { signUpBoxScriptPath } from './sign-up-box-script.ts'

/**
 * The short form under each article: just an address, with defaults for everything else. Works without scripts, by one press more.
 * @param path of the page that holds it, which the reader's consent names
 */
export const signUpForm = (
  { publication, language, siteUrl }: Pick<Source, 'publication' | 'language' | 'siteUrl'>,
  path: string,
): Html => {
  const { site, forms } = wordsOf(language)
  return html`<aside class="sign-up" id="subscribe" aria-labelledby="sign-up-title"><h2 id="sign-up-title">${typeset(site.signUp(publication.names[language]!), language)}</h2>
<p>${typeset(site.signUpText, language)}</p>
<form method="post" action="/subscribe?language=${language}"><input type="hidden" name="language" value="${language}">${hidden('form', path)}
<label for="email">${forms.subscribe.address}</label>
<div class="row"><input id="email" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" required maxlength="254"><button class="button" type="submit">${forms.subscribe.submit}</button></div>
${honeypot(forms.subscribe.trap)}
<p class="note">${typeset(consentWording({ publication, siteUrl }, language), language)}</p></form>
<script type="module" src="${signUpBoxScriptPath}"></script></aside>`
}
