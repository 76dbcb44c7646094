import { type Html, html } from '../platform/html.ts'
import { pageShell } from '../platform/page.ts'
import { wordsOf } from '../platform/words.ts'
import type { Listing } from './entries.ts'
import { archivePath } from './paths.ts'

/** One page for every wrong address, so it speaks each of the publication's languages. */
export const notFoundPage = ({ publication, siteUrl }: Omit<Listing, 'language' | 'issues'>): Html => {
  const { languages } = publication
  return pageShell({
    publication,
    siteUrl,
    language: languages[0]!,
    title: wordsOf(languages[0]!).site.notFound,
    main: html`${languages.map((language, at) => {
      const words = wordsOf(language).site
      const title = at === 0 ? html`<h1>${words.notFound}</h1>` : html`<h2>${words.notFound}</h2>`
      return html`<section lang="${language}">${title}<p>${words.notFoundText}</p><p><a href="${archivePath(language)}">${words.archive}</a></p></section>`
    })}`,
  })
}
