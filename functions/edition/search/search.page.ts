import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import type { Listing } from '../model/listing-entries.ts'
import { archivePath, inEach, searchIndexPath, searchPath, sectionPath } from '../model/paths.ts'
import { listHead } from '../pages/article-metadata.page.ts'

/** A search form, answered by the search page. @param id of the field, where a page has several forms */
export const searchForm = (language: Language, id = `search-${language}`): Html => {
  const words = wordsOf(language).site.search
  return html`<form class="search" role="search" aria-label="${words.title}" method="get" action="${searchPath(language)}"><label for="${id}">${words.label}</label>
<div class="row"><input id="${id}" name="q" type="search" maxlength="200" autocomplete="off" enterkeyhint="search"><button class="button" type="submit">${words.submit}</button></div></form>`
}

/**
 * The search page of one language. Without scripts it says so, and links to the lists of all articles.
 * @param script its URL; undefined when there is none, as in a preview
 */
export const searchPage = ({ publication, language, siteUrl }: Listing, script: string | undefined): Html => {
  const words = wordsOf(language).site
  const { needsScript, title, ...said } = words.search
  const places = [
    { path: archivePath(language), name: words.archive },
    ...publication.topics.map(({ id, names }) => ({
      path: sectionPath(language, id),
      name: names[language]!,
    })),
  ]
  return pageShell({
    publication,
    siteUrl,
    language,
    title,
    description: said.hint,
    path: searchPath(language),
    alternates: inEach(publication.languages, searchPath),
    head: html`${listHead({ siteUrl })}${script && html`<script type="module" src="${script}"></script>\n`}`,
    main: html`<h1>${title}</h1>
${searchForm(language, 'q')}
<p id="status" role="status"></p>
<ol id="found" class="found" data-articles="${searchIndexPath(language)}" data-words="${JSON.stringify(said)}"></ol>
<div id="otherwise"><p>${needsScript}</p><ul>${places.map(({ path, name }) => html`<li><a href="${path}">${typeset(name, language)}</a></li>`)}</ul></div>`,
  })
}
