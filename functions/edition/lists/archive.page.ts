import { directionOf, forward } from '../../../emails/direction.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import { type IssueEntry, type Listing, linesOf } from '../model/entries.ts'
import { archivePath, inEach, sectionPath, yearPath } from '../model/paths.ts'
import { archiveHead, listHead } from '../pages/metadata.page.ts'
import { signUpForm } from '../pages/sign-up-box.page.ts'
import { byYear, splitYears, type Year } from './years.ts'

/**
 * The publication's home page in one language: the latest issue, the sections, and all earlier issues by year. Years
 * that do not fit have pages of their own, linked from here.
 */
export const archivePage = (listing: Listing, entries: IssueEntry[]): Html => {
  const { publication, language, siteUrl } = listing
  const [latest, ...earlier] = entries
  const years = splitYears(byYear(earlier, publication.timeZone))
  const name = publication.names[language]!
  return pageShell({
    publication,
    siteUrl,
    language,
    title: name,
    description: publication.taglines[language],
    path: archivePath(language),
    alternates: inEach(publication.languages, archivePath),
    head: archiveHead(listing),
    main: html`<div class="wide"><div class="hello"><h1>${name}</h1><p>${publication.taglines[language]}</p></div>
${latest && newest(latest, listing)}
${sectionsNav(listing, entries)}</div>
${earlier.length > 0 && html`<section class="issues wide"><h2>${wordsOf(language).site.earlier}</h2>${yearsNav(years, language)}${years.home.map((year) => yearList(year, language))}</section>`}
${signUpForm(listing, archivePath(language))}`,
  })
}

/** The page of a year that is too old for the home page. */
export const yearPage = (listing: Listing, { year, entries }: Year): Html => {
  const { publication, language, siteUrl } = listing
  const words = wordsOf(language).site
  return pageShell({
    publication,
    siteUrl,
    language,
    title: `${words.archive}${words.between}${year}`,
    path: yearPath(language, year),
    head: listHead(listing),
    main: html`<div class="wide"><p class="crumbs"><a href="${archivePath(language)}">${words.archive}</a></p><div class="hello"><h1>${year}</h1></div></div>
<section class="issues wide" aria-label="${year}">${issueList(entries, language)}</section>
${signUpForm(listing, yearPath(language, year))}`,
  })
}

/** Links to the sections that have articles. */
const sectionsNav = ({ publication, language }: Listing, entries: IssueEntry[]): Html | undefined => {
  const filled = new Set(entries.flatMap(({ articles }) => articles.map(({ topic }) => topic)))
  const topics = publication.topics.filter(({ id }) => filled.has(id))
  if (topics.length === 0) return undefined
  const words = wordsOf(language).site
  return html`<nav class="leads" aria-label="${words.sections}"><h2>${words.sections}</h2><ul>${topics.map(({ id, names }) => html`<li><a href="${sectionPath(language, id)}">${typeset(names[language]!, language)}</a></li>`)}</ul></nav>`
}

/** Links to each year, on this page or its own; nothing when there is only one year. */
const yearsNav = ({ home, pages }: { home: Year[]; pages: Year[] }, language: Language): Html | undefined => {
  if (home.length + pages.length < 2) return undefined
  const links = [
    ...home.map(({ year }) => ({ year, to: `#y${year}` })),
    ...pages.map(({ year }) => ({ year, to: yearPath(language, year) })),
  ]
  return html`<nav class="leads" aria-label="${wordsOf(language).site.years}"><ul>${links.map(({ year, to }) => html`<li><a href="${to}">${year}</a></li>`)}</ul></nav>`
}

const yearList = ({ year, entries }: Year, language: Language): Html =>
  html`<section id="y${year}" aria-labelledby="in-${year}"><h3 id="in-${year}">${year}</h3>${issueList(entries, language)}</section>`

const issueList = (entries: IssueEntry[], language: Language): Html =>
  html`<ol>${entries.map((entry) => row(entry, language))}</ol>`

const newest = (entry: IssueEntry, { language }: Listing): Html => {
  const { issue, path } = entry
  const { cover } = issue
  const words = wordsOf(language).site
  const { name, when, title } = entry.name
  const lines = linesOf(entry, language).filter((line) => line !== title)
  const under = [title && name, when].filter((one) => typeof one === 'string').join(words.between)
  const arrow = forward(directionOf(language))
  return html`${cover && html`<a class="cover" href="${path}" tabindex="-1" aria-hidden="true"><img src="${cover.src}" alt="" width="${cover.width}" height="${cover.height}" fetchpriority="high"></a>`}
<section class="opening${(title !== undefined || issue.number === undefined) && ' titled'}" aria-label="${words.latest}"><div><h2><a href="${path}">${typeset(title ?? name, language)}</a></h2>${under && html`<p class="period">${typeset(under, language)}</p>`}<a class="go" href="${path}">${words.readIssue}&nbsp;${arrow}</a></div>
${lines.length > 0 && html`<ul class="lines">${lines.map((line) => html`<li>${typeset(line, language)}</li>`)}</ul>`}</section>`
}

const row = (entry: IssueEntry, language: Language): Html => {
  const { name, when } = entry.name
  const lines = linesOf(entry, language).join(wordsOf(language).site.between)
  return html`<li><a href="${entry.path}">${typeset(name, language)}${when && html`<span class="when">${when}</span>`}</a><p>${typeset(lines, language)}</p></li>`
}
