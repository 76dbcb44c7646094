import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { issuePath } from '../../web/site-paths.ts'
import { hidden, mark } from './field.page.ts'
import { messagePage } from './message.page.ts'
import type { Site } from './request.ts'

/** What a reader may say of a mail: whether it was worth reading. */
export const ratingAnswers = ['yes', 'no'] as const
export type RatingAnswer = (typeof ratingAnswers)[number]

/** Asks for the press of a button, with the answer chosen whose link was followed. */
export const ratingPage = (
  site: Site,
  language: Language,
  { token, answer }: { token: string; answer: RatingAnswer | undefined },
): Html => {
  const { title, text, submit, ...words } = wordsOf(language).forms.rating
  return messagePage(site, language, {
    title,
    text,
    more: html`
<form class="form" method="post" action="/rating">${hidden('token', token)}${hidden('language', language)}
<div class="choices" role="radiogroup" aria-label="${title}">
${ratingAnswers.map(
  (one) =>
    html`<label><input type="radio" name="answer" value="${one}" required${mark('checked', one === answer)}> ${words[one]}</label>\n`,
)}</div>
<p><button class="button" type="submit">${submit}</button></p></form>`,
  })
}

/** @param issue the one that was rated */
export const ratedPage = (site: Site, language: Language, issue: string): Html => {
  const { forms, site: words } = wordsOf(language)
  return messagePage(site, language, {
    title: forms.rating.doneTitle,
    text: forms.rating.doneText,
    more: html`<p><a href="${issuePath(language, issue)}">${words.readIssue}</a></p>`,
  })
}
