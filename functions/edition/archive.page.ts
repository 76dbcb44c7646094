import { type Html, html } from '../platform/html.ts'
import type { Language } from '../platform/language.ts'
import { pageShell } from '../platform/page.ts'
import type { Publication } from '../platform/publication.ts'
import { wordsOf } from '../platform/words.ts'
import type { PublishedIssue } from './edition.table.ts'
import { archivePath, inEach, issuePath } from './paths.ts'
import { signUpForm } from './sign-up.page.ts'

/** What the pages are made from that list all issues. `issues`: newest number first. */
export type Listing = {
  issues: PublishedIssue[]
  publication: Publication
  language: Language
  siteUrl: string
}

/** The home of the publication in one language: the latest issue, and all before it. */
export const archivePage = (listing: Listing): Html => {
  const { issues, publication, language, siteUrl } = listing
  const [latest, ...earlier] = issues
  const name = publication.names[language]!
  return pageShell({
    publication,
    siteUrl,
    language,
    title: name,
    description: publication.taglines[language],
    path: archivePath(language),
    alternates: inEach(publication.languages, archivePath),
    head: html`<meta property="og:type" content="website">
`,
    main: html`<div class="wide"><div class="hello"><h1>${name}</h1><p>${publication.taglines[language]}</p></div>
${latest && newest(latest, listing)}</div>
${earlier.length > 0 && html`<section class="issues wide"><h2>${wordsOf(language).site.earlier}</h2><ol>${earlier.map((issue) => row(issue, listing))}</ol></section>`}
${signUpForm(listing)}`,
  })
}

const newest = ({ id, number, period, cover, coverLines }: PublishedIssue, { language }: Listing): Html => {
  const words = wordsOf(language).site
  const path = issuePath(language, id)
  return html`${cover && html`<a class="cover" href="${path}" tabindex="-1" aria-hidden="true"><img src="${cover.src}" alt="" width="${cover.width}" height="${cover.height}" fetchpriority="high"></a>`}
<section class="opening" aria-label="${words.latest}"><div><h2><a href="${path}">${words.issue(number)}</a></h2><p class="period">${period[language]}</p><a class="go" href="${path}">${words.readIssue}&nbsp;→</a></div>
<ul class="lines">${(coverLines[language] ?? []).map((line) => html`<li>${line}</li>`)}</ul></section>`
}

const row = ({ id, number, period, coverLines }: PublishedIssue, { language }: Listing): Html => {
  const words = wordsOf(language).site
  return html`<li><a href="${issuePath(language, id)}">${words.issue(number)}<span>${period[language]}</span></a><p>${coverLines[language]?.join(words.between)}</p></li>`
}
