import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { type IssueEntry, linesOf } from '../model/listing-entries.ts'
import { later, sitePicture } from '../pages/site-picture.page.ts'

/**
 * A list of issues for the archive: name, date and what each is about. One in another language than the page's is marked
 * as that, by the language's own name.
 */
export const issueList = (entries: readonly IssueEntry[], language: Language): Html =>
  html`<ol class="rows">${entries.map((entry) => row(entry, entry.language !== language))}</ol>`

const row = (entry: IssueEntry, isForeign: boolean): Html => {
  const { language, issue, path } = entry
  const { name, when } = entry.name
  const [lead, ...others] = linesOf(entry, language)
  // The row stands as the others do; its words run in their own direction.
  const set = (text: string) =>
    isForeign ? html`<bdi>${typeset(text, language)}</bdi>` : typeset(text, language)
  const lang = isForeign && html` lang="${language}"`
  return html`<li><a href="${path}"${lang}${isForeign && html` hreflang="${language}"`}>${issue.cover && sitePicture(issue.cover, '9rem', '', later)}${set(name)}${when && html`<span class="when">${set(when)}</span>`}${isForeign && html`<span class="in">${wordsOf(language).name}</span>`}</a>
<div${lang}>${lead && html`<p class="lead">${set(lead)}</p>`}${others.length > 0 && html`<p>${set(inOneLine(others, language))}</p>`}</div></li>`
}
