import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { type LeaveReason, leaveReasons } from '../states/leaving.ts'
import { maskedAddress } from './address.page.ts'
import { hidden } from './field.page.ts'
import type { Site } from './form-request.ts'
import { messagePage, signUpLink, tokenForm } from './message.page.ts'
import { type StayProps, stayOffers } from './offer-instead.page.ts'

/**
 * Asks for the press of a button; following the link alone does not unsubscribe.
 * @param email absent where it is not for whoever has the link to see
 * @param stay what a reader may do instead; absent for a sign-up that is not confirmed
 */
export const unsubscribePage = (
  site: Site,
  language: Language,
  { email, token, stay }: { email: string | undefined; token: string; stay?: StayProps | undefined },
): Html => {
  const { title, text, submit } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title,
    text: text(site.publication.names[language]!),
    more: html`${maskedAddress(email, language)}${tokenForm('/unsubscribe', token, language, submit)}${stay && html`\n${stayOffers(stay)}`}`,
  })
}

/**
 * Confirms that the reader is unsubscribed, with a way back.
 * @param why asks for the reason, or gives thanks for it
 */
export const unsubscribedPage = (
  site: Site,
  language: Language,
  { email, why }: { email: string | undefined; why: { token: string } | 'thanks' | undefined },
): Html => {
  const { doneTitle, doneText, back, thanks } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title: doneTitle,
    text: doneText(site.publication.names[language]!),
    more: html`${why === 'thanks' && html`<p class="note" role="status">${thanks}</p>`}${maskedAddress(email, language)}${signUpLink(language, back)}${typeof why === 'object' && reasonForm(why.token, language)}`,
  })
}

/** A button for each reason: one press says it, and none is needed. */
const reasonForm = (token: string, language: Language): Html => {
  const { why, reasons } = wordsOf(language).forms.unsubscribe
  const names: Record<LeaveReason, string> = {
    'too-many': reasons.tooMany,
    'not-for-me': reasons.notForMe,
    'never-asked': reasons.neverAsked,
    other: reasons.other,
  }
  return html`
<form class="form quiet" method="post" action="/unsubscribe">${hidden('token', token)}${hidden('language', language)}<p>${why}</p>
<p class="buttons">${leaveReasons.map(
    (reason) =>
      html`<button class="button" type="submit" name="reason" value="${reason}">${names[reason]}</button>\n`,
  )}</p></form>`
}

/**
 * @param email of a reader who is still known, but gets nothing
 * @param more what else they may do
 */
export const notSubscribedPage = (site: Site, language: Language, email?: string, more?: Html): Html => {
  const { notTitle, notText } = wordsOf(language).forms.unsubscribe
  return messagePage(site, language, {
    title: notTitle,
    text: notText(site.publication.names[language]!),
    more: html`${maskedAddress(email, language)}${signUpLink(language)}${more}`,
  })
}
