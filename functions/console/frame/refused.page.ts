import { type Html, html } from '../../web/html.ts'
import type { Reply } from '../calls.ts'
import { consolePath } from '../settings.ts'
import type { Shown, Visit } from '../visit.ts'
import { textNamed } from '../words/named.ts'

type Refused = Extract<Reply<unknown>, { outcome: 'refused' }>

/** What was wrong with what was typed, in a box above a page. */
export const problemBox = (text: string): Html =>
  html`<div class="problems" role="alert"><p>${text}</p></div>`

/**
 * What was refused, and why, in a box above a page: by the type of the answer and the part of the call that it is about, in the
 * console's words. What the API says more stands below them where the page is in its language.
 */
export const problemsBox = (refused: Refused, words: Visit['words']): Html => {
  const { request, problems } = refused
  const { problems: texts } = words
  const type = typeOf(refused)
  const isForTheOperator = type === undefined || type === 'failed'
  const told = problems.map((problem) => problemIn(problem, type, words)).filter((one) => one !== false)
  return html`<div class="problems" role="alert"><p>${(type && textNamed(texts.types, type)) ?? texts.unknown}</p>${told.length > 0 && html`<ul>${told}</ul>`}${isForTheOperator && request && html`<p>${texts.request(request)}</p>`}</div>`
}

/** API Gateway refuses without a type. */
const typeOf = ({ type, status }: Refused): string | undefined =>
  type ?? { 401: 'not-signed-in', 403: 'not-allowed', 404: 'not-found', 429: 'too-many' }[status]

const problemIn = (
  { field, message }: Refused['problems'][number],
  type: string | undefined,
  { problems: texts }: Visit['words'],
): Html | false => {
  if (texts.apiSpeaks) return html`<li>${field ? `${field}: ${message}` : message}</li>`
  if (field === undefined) return false
  const particular = textNamed(texts.particular, `${type} ${field}`)
  return html`<li>${particular ?? texts.wrong(nameOfField(field, texts.fields))}</li>`
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

/** A page in the place of one that only a form leads to. */
export const otherMethod = ({ refused: texts }: Visit['words']): Shown => ({
  title: texts.otherMethod,
  status: 405,
  main: html`<h1>${texts.otherMethod}</h1><p>${texts.otherMethodText}</p><p><a href="${consolePath}">${texts.back}</a></p>`,
})

/** `filter.topics.0` is about the topics: the last part that has a name. */
const nameOfField = (field: string, names: Record<string, string>): string =>
  field
    .split('.')
    .toReversed()
    .map((part) => textNamed(names, part))
    .find((name) => name !== undefined) ?? field
