import type { Article } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { errataIn } from '../model/errata.ts'
import { timeOf } from '../model/issue-name.ts'
import { paragraphs } from './paragraphs.page.ts'

/** An article's errata, shown above its text. */
export const errataNote = ({ errata }: Article, language: Language): Html | undefined => {
  const found = errataIn(errata, language)
  if (found.length === 0) return undefined
  return html`<div class="errata" role="note" aria-labelledby="errata"><h2 id="errata">${wordsOf(language).site.erratum}</h2>
${found.map(({ date, text }) => html`<p><time datetime="${date}">${typeset(timeOf({ date }, language)!, language)}</time></p>${paragraphs(text, language)}`)}</div>`
}

/** When the article last changed for readers, for search engines and link previews. */
export const modifiedTime = ({ errata }: Article, language: Language): Html | undefined => {
  const [latest] = errataIn(errata, language)
  return (
    latest &&
    html`<meta property="article:modified_time" content="${latest.date}">
`
  )
}
