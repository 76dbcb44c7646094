import type { IssueName } from '../edition/model/issue-name.ts'
import { inOneLine } from '../publication/in-one-line.ts'
import type { Language } from '../publication/language.ts'
import { wordsOf } from '../publication/words.ts'
import { rowsOf } from '../subscription/forms/address.page.ts'
import { hidden, mark } from '../subscription/forms/field.page.ts'
import type { Site } from '../subscription/forms/form-request.ts'
import { messagePage } from '../subscription/forms/message.page.ts'
import { type Html, html } from '../web/html.ts'
import { issuePath } from '../web/site-paths.ts'

/** What a reader may say of a mail: whether it was worth reading. */
export const ratingAnswers = ['yes', 'no'] as const
export type RatingAnswer = (typeof ratingAnswers)[number]

/** What is rated. */
export type RatedIssue = { id: string; name: Pick<IssueName, 'whole' | 'title'> }

/** Asks for the press of a button: that of the answer whose link was followed stands out. */
export const ratingPage = (
  site: Site,
  language: Language,
  { token, answer, issue }: { token: string; answer: RatingAnswer | undefined; issue: RatedIssue },
): Html => {
  const { title, text, ...words } = wordsOf(language).forms.rating
  const button = (one: RatingAnswer) =>
    html`<span${mark('class="quiet"', one !== answer)}><button class="button" type="submit" name="answer" value="${one}">${words[one]}</button></span>`
  return messagePage(site, language, {
    title,
    about: issueLine(issue, language),
    text,
    more: html`
<form class="form" method="post" action="/rating">${hidden('token', token)}${hidden('language', language)}
<p class="answers">${ratingAnswers.map(button)}</p></form>`,
  })
}

/** The issue's name and title. */
const issueLine = ({ name: { whole, title } }: RatedIssue, language: Language): Html =>
  html`<p><strong>${inOneLine([whole, title], language)}</strong></p>`

export const ratedPage = (site: Site, language: Language, issue: RatedIssue, answer: RatingAnswer): Html => {
  const { forms, site: words } = wordsOf(language)
  const { title, doneTitle, doneText, ...said } = forms.rating
  return messagePage(site, language, {
    title: doneTitle,
    about: issueLine(issue, language),
    text: doneText,
    more: html`${rowsOf([{ name: title, answer: said[answer] }])}
<p><a href="${issuePath(language, issue.id)}">${words.readIssue}</a></p>`,
  })
}
