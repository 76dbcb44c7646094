import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { type IssueEntry, linesOf } from '../model/listing-entries.ts'
import { later, sitePicture } from '../pages/site-picture.page.ts'

/** A list of issues for the archive: name, date and what each is about. */
export const issueList = (entries: readonly IssueEntry[], language: Language): Html =>
  html`<ol class="rows">${entries.map((entry) => row(entry, language))}</ol>`

const row = (entry: IssueEntry, language: Language): Html => {
  const { name, when } = entry.name
  const { cover } = entry.issue
  const [lead, ...others] = linesOf(entry, language)
  return html`<li><a href="${entry.path}">${cover && sitePicture(cover, '9rem', '', later)}${typeset(name, language)}${when && html`<span class="when">${typeset(when, language)}</span>`}</a>
<div>${lead && html`<p class="lead">${typeset(lead, language)}</p>`}${others.length > 0 && html`<p>${typeset(inOneLine(others, language), language)}</p>`}</div></li>`
}
