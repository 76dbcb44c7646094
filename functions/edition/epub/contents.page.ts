import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import type { BookText } from './document.page.ts'

/** An entry of the contents, and what is within it. */
export type Entry = { title: string; path: string; within?: Entry[] }

/** The contents, which are also what reading systems show as their own (EPUB 3.3, §7.4). */
export const contentsText = (entries: readonly Entry[], start: string, language: Language): BookText => {
  const words = wordsOf(language).site
  return {
    path: 'contents.xhtml',
    title: words.contents,
    type: 'toc',
    body: html`<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="the_title"><h1 id="the_title">${words.contents}</h1>
${list(entries, language)}</nav>
<nav epub:type="landmarks" hidden="hidden" aria-label="${words.navigation}"><ol>
<li><a epub:type="cover" href="cover.xhtml">${words.bookCover}</a></li>
<li><a epub:type="toc" href="contents.xhtml">${words.contents}</a></li>
<li><a epub:type="bodymatter" href="${start}">${words.readIssue}</a></li>
</ol></nav>`,
  }
}

const list = (entries: readonly Entry[], language: Language): Html => html`<ol>
${entries.map(
  ({
    title,
    path,
    within = [],
  }) => html`<li><a href="${path}">${typeset(title, language)}</a>${within.length > 0 && list(within, language)}</li>
`,
)}</ol>`
