import { directionOf, forward } from '../../emails/direction.ts'
import { isolated } from '../platform/bidi.ts'
import { type Html, html } from '../platform/html.ts'
import { pageShell } from '../platform/page.ts'
import { wordsOf } from '../platform/words.ts'
import { type IssueEntry, type Listing, linesOf } from './entries.ts'
import { archivePath, inEach } from './paths.ts'
import { signUpForm } from './sign-up.page.ts'

/** The home of the publication in one language: the latest issue, and all before it. */
export const archivePage = (listing: Listing, entries: IssueEntry[]): Html => {
  const { publication, language, siteUrl } = listing
  const [latest, ...earlier] = entries
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
${earlier.length > 0 && html`<section class="issues wide"><h2>${wordsOf(language).site.earlier}</h2><ol>${earlier.map((entry) => row(entry, listing))}</ol></section>`}
${signUpForm(listing)}`,
  })
}

const newest = (entry: IssueEntry, { language }: Listing): Html => {
  const { issue, path } = entry
  const { cover } = issue
  const words = wordsOf(language).site
  const { name, when } = entry.name
  const lines = linesOf(entry, language)
  const arrow = forward(directionOf(language))
  return html`${cover && html`<a class="cover" href="${path}" tabindex="-1" aria-hidden="true"><img src="${cover.src}" alt="" width="${cover.width}" height="${cover.height}" fetchpriority="high"></a>`}
<section class="opening${issue.number === undefined && ' titled'}" aria-label="${words.latest}"><div><h2><a href="${path}">${isolated(name, language)}</a></h2>${when && html`<p class="period">${when}</p>`}<a class="go" href="${path}">${words.readIssue}&nbsp;${arrow}</a></div>
${lines.length > 0 && html`<ul class="lines">${lines.map((line) => html`<li>${isolated(line, language)}</li>`)}</ul>`}</section>`
}

const row = (entry: IssueEntry, { language }: Listing): Html => {
  const { name, when } = entry.name
  const lines = linesOf(entry, language).join(wordsOf(language).site.between)
  return html`<li><a href="${entry.path}">${isolated(name, language)}${when && html`<span>${when}</span>`}</a><p>${isolated(lines, language)}</p></li>`
}
