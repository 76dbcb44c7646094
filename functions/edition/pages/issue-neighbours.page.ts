import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import type { IssueEntry } from '../model/listing-entries.ts'

/** The issues before and after one, in the archive's order. */
export type Neighbours = { previous?: IssueEntry | undefined; next?: IssueEntry | undefined }

/** Placeholder in an issue's page for the links to its neighbours, which change without the page. */
const mark = '<!--around-->'
export const neighboursMark: Html = { html: mark }

/** Fills an issue's page with links to its neighbours. @param page contains {@link neighboursMark} */
export const amongNeighbours = (page: string, neighbours: Neighbours, language: Language): string =>
  page.replace(mark, () => ways(neighbours, language).html)

const ways = ({ previous, next }: Neighbours, language: Language): Html => {
  const words = wordsOf(language).site
  const link = ({ path, name }: IssueEntry, rel: string, label: string) =>
    html`<a rel="${rel}" href="${path}"><span class="label">${inOneLine([label, name.title && name.name], language)}</span>${typeset(name.title ?? name.whole, language)}</a>`
  return html`${(previous || next) && html`<nav class="around wide" aria-label="${words.otherIssues}">${previous && link(previous, 'prev', words.previousIssue)}${next && link(next, 'next', words.nextIssue)}</nav>`}`
}
