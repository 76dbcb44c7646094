import { type Html, html } from '../../web/html.ts'
import type { Reply } from '../calls.ts'
import { consolePath } from '../settings.ts'
import type { Shown, Visit } from '../visit.ts'

type Refused = Extract<Reply<unknown>, { outcome: 'refused' }>

/** What was wrong with what was typed, in a box above a page. */
export const problemBox = (text: string): Html =>
  html`<div class="problems" role="alert"><p>${text}</p></div>`

/** What was refused, and why, in a box above a page. The API's problems are in English. */
export const problemsBox = ({ status, problems }: Refused, words: Visit['words']): Html => {
  const texts = words.refused
  if (problems.length === 0) return problemBox(status === 403 ? texts.notAllowed : texts.failed)
  return html`<div class="problems" role="alert"><p>${status === 403 ? texts.notAllowed : texts.problems}</p><ul>${problems.map(
    ({ field, message }) => html`<li lang="en">${field ? `${field}: ${message}` : message}</li>`,
  )}</ul></div>`
}

/**
 * A page in the place of one that cannot be shown. Not 403, for which CloudFront would show a page of the site's own
 * (infra/site.ts); RFC 9110 §15.5.4 lets 404 say the same.
 */
export const refusedPage = (refused: Refused, words: Visit['words']): Shown => {
  const texts = words.refused
  const isMissing = refused.status === 404
  const title = isMissing ? texts.notFound : texts.title
  return {
    title,
    status: refused.status < 500 ? 404 : 502,
    main: html`<h1>${title}</h1>${isMissing ? html`<p>${texts.notFoundText}</p>` : problemsBox(refused, words)}<p><a href="${consolePath}">${texts.back}</a></p>`,
  }
}

/** A page where there is none. */
export const noSuchPage = (words: Visit['words']): Shown =>
  refusedPage({ outcome: 'refused', status: 404, problems: [] }, words)
