import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { issuePath } from '../../web/site-paths.ts'
import { rowsOf } from './address.page.ts'
import { hidden, mark } from './field.page.ts'
import type { Site } from './form-request.ts'
import { messagePage } from './message.page.ts'

/** What a reader may say of a mail: whether it was worth reading. */
export const ratingAnswers = ['yes', 'no'] as const
export type RatingAnswer = (typeof ratingAnswers)[number]

/** Asks for the press of a button: that of the answer whose link was followed stands out. */
export const ratingPage = (
  site: Site,
  language: Language,
  { token, answer }: { token: string; answer: RatingAnswer | undefined },
): Html => {
  const { title, text, ...words } = wordsOf(language).forms.rating
  const button = (one: RatingAnswer) =>
    html`<span${mark('class="quiet"', one !== answer)}><button class="button" type="submit" name="answer" value="${one}">${words[one]}</button></span>`
  return messagePage(site, language, {
    title,
    text,
    more: html`
<form class="form" method="post" action="/rating">${hidden('token', token)}${hidden('language', language)}
<p class="answers">${ratingAnswers.map(button)}</p></form>`,
  })
}

/** @param issue the one that was rated */
export const ratedPage = (site: Site, language: Language, issue: string, answer: RatingAnswer): Html => {
  const { forms, site: words } = wordsOf(language)
  const { title, doneTitle, doneText, ...said } = forms.rating
  return messagePage(site, language, {
    title: doneTitle,
    text: doneText,
    more: html`${rowsOf([{ name: title, answer: said[answer] }])}
<p><a href="${issuePath(language, issue)}">${words.readIssue}</a></p>`,
  })
}
