import { directionOf } from '../../../emails/direction.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { hidden } from './field.page.ts'
import type { Site } from './form-request.ts'
import { honeypot } from './honeypot.page.ts'
import { consentWording } from './subscribe.page.ts'

export type EmbedProps = Site & {
  language: Language
  /** Where the visitor returns to: a page on a site that the publication lists. */
  returnTo?: string | undefined
}

/**
 * Our sign-up form for another site's page, as plain HTML without style or script. That page may use any encoding and
 * language; the form uses ours. It carries no token, so submitting it leads to our own page, where a second press sends
 * it.
 */
export const embedSnippet = ({ returnTo, language, ...site }: EmbedProps): Html => {
  const { subscribe } = wordsOf(language).forms
  const id = (name: string) => `${site.publication.id}-${name}`
  return html`<form method="post" action="${site.siteUrl}/subscribe?language=${language}" accept-charset="utf-8" lang="${language}" dir="${directionOf(language)}">
<input type="hidden" name="language" value="${language}">${hidden('return', returnTo)}
<p><label for="${id('email')}">${subscribe.address}</label>
<input id="${id('email')}" name="email" type="email" inputmode="email" autocomplete="email" spellcheck="false" dir="ltr" required maxlength="254" aria-describedby="${id('consent')}"></p>
${honeypot(subscribe.trap, id('website'))}
<p id="${id('consent')}">${consentWording(site, language)}</p>
<p><button type="submit">${subscribe.submit}</button></p>
</form>`
}
