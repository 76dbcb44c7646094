import { directionOf } from '../../../emails/direction.ts'
import { type Language, pathOf } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import { entriesOf, type Listings } from '../model/listing-entries.ts'
import { archivePath } from '../model/paths.ts'
import { searchForm } from '../search/search.page.ts'
import { notFoundScriptPath } from './not-found-script.ts'

/** One page serves every unknown URL, so it is in all of the publication's languages; a script puts that of the URL first. */
export const notFoundPage = (listings: Listings): Html => {
  const { publication, siteUrl } = listings
  const { languages } = publication
  return pageShell({
    publication,
    siteUrl,
    language: languages[0]!,
    title: wordsOf(languages[0]!).site.notFound,
    head: html`<script type="module" src="${notFoundScriptPath}"></script>\n`,
    main: html`${languages.map((language, at) => inLanguage(listings, language, at))}`,
  })
}

/** Links for a lost reader: search, the latest issue, all issues. */
const inLanguage = (listings: Listings, language: Language, at: number): Html => {
  const words = wordsOf(language).site
  const [latest] = entriesOf({ ...listings, language })
  const title = at === 0 ? html`<h1>${words.notFound}</h1>` : html`<h2>${words.notFound}</h2>`
  return html`<section data-folder="${pathOf(language)}" lang="${language}" dir="${directionOf(language)}">${title}<p>${words.notFoundText}</p>
${searchForm(language)}
<ul>${latest && html`<li>${words.latest}${words.between}<a href="${latest.path}">${typeset(latest.name.title ?? latest.name.whole, language)}</a></li>`}<li><a href="${archivePath(language)}">${words.archive}</a></li></ul></section>`
}
