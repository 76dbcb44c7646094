import { directionOf, forward } from '../../emails/direction.ts'
import { isolated } from '../platform/bidi.ts'
import { type Html, html } from '../platform/html.ts'
import type { Language } from '../platform/language.ts'
import { pageShell } from '../platform/page.ts'
import type { Publication } from '../platform/publication.ts'
import { wordsOf } from '../platform/words.ts'
import type { PublishedIssue } from './edition.table.ts'
import { type IssueName, issueName } from './naming.ts'
import { archivePath, inEach, issuePath } from './paths.ts'
import { signUpForm } from './sign-up.page.ts'

/** What the pages are made from that list all issues. `issues`: the newest first; those that are not in the language are left out. */
export type Listing = {
  issues: PublishedIssue[]
  publication: Publication
  language: Language
  siteUrl: string
}

/** The home of the publication in one language: the latest issue, and all before it. */
export const archivePage = (listing: Listing): Html => {
  const { publication, language, siteUrl } = listing
  const [latest, ...earlier] = issuesIn(listing)
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

/** The issues that there are in the listing's language. */
export const issuesIn = ({ issues, language }: Listing): PublishedIssue[] =>
  issues.filter(({ editions }) => editions[language])

const newest = (issue: PublishedIssue, listing: Listing): Html => {
  const { id, cover } = issue
  const { language } = listing
  const words = wordsOf(language).site
  const path = issuePath(language, id)
  const { name, when, title } = listedName(issue, listing)
  const lines = linesOf(issue, title, language)
  const arrow = forward(directionOf(language))
  return html`${cover && html`<a class="cover" href="${path}" tabindex="-1" aria-hidden="true"><img src="${cover.src}" alt="" width="${cover.width}" height="${cover.height}" fetchpriority="high"></a>`}
<section class="opening${issue.number === undefined && ' titled'}" aria-label="${words.latest}"><div><h2><a href="${path}">${isolated(name, language)}</a></h2>${when && html`<p class="period">${when}</p>`}<a class="go" href="${path}">${words.readIssue}&nbsp;${arrow}</a></div>
${lines.length > 0 && html`<ul class="lines">${lines.map((line) => html`<li>${isolated(line, language)}</li>`)}</ul>`}</section>`
}

const row = (issue: PublishedIssue, listing: Listing): Html => {
  const { language } = listing
  const { name, when, title } = listedName(issue, listing)
  const lines = linesOf(issue, title, language).join(wordsOf(language).site.between)
  return html`<li><a href="${issuePath(language, issue.id)}">${isolated(name, language)}${when && html`<span>${when}</span>`}</a><p>${isolated(lines, language)}</p></li>`
}

/** How an issue is called in lists: at worst as its first article is. */
export const listedName = (issue: PublishedIssue, { publication, language }: Listing): IssueName =>
  issueName(issue, language, issue.articles?.[language]?.[0]?.title ?? publication.names[language]!)

const linesOf = ({ coverLines }: PublishedIssue, title: string | undefined, language: Language): string[] => [
  ...(title ? [title] : []),
  ...(coverLines[language] ?? []),
]
