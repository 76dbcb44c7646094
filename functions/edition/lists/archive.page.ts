import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import type { IssueEntry, Listing } from '../model/listing-entries.ts'
import { archivePath, inEach, sectionPath, yearPath } from '../model/paths.ts'
import { archiveHead, listHead } from '../pages/article-metadata.page.ts'
import { signUpForm } from '../pages/sign-up-box.page.ts'
import { issueList } from './issue-list.page.ts'
import { latestIssue } from './latest-issue.page.ts'
import type { Year } from './years.ts'

/**
 * The publication's home page in one language: the latest issue, the sections, and all earlier issues by year. Years
 * that do not fit have pages of their own, linked from here.
 * @param entries the issues that exist in this language
 * @param years what else is listed (`earlierOf`)
 */
export const archivePage = (
  listing: Listing,
  entries: readonly IssueEntry[],
  years: { home: Year[]; pages: Year[] },
): Html => {
  const { publication, language, siteUrl } = listing
  const words = wordsOf(language).site
  const [latest] = entries
  const hasMore = years.home.length > 0
  return pageShell({
    publication,
    siteUrl,
    language,
    title: publication.names[language]!,
    isFront: true,
    description: publication.taglines[language],
    path: archivePath(language),
    alternates: inEach(publication.languages, archivePath),
    head: archiveHead(listing),
    main: html`<div class="wide">${latest ? latestIssue(latest, language) : !hasMore && html`<p>${words.nothingYet}</p>`}
${sectionsNav(listing, entries)}</div>
${hasMore && html`<section class="issues wide"><h2>${latest ? words.earlier : words.archive}</h2>${yearsNav(years, language)}${years.home.map((year) => yearList(year, language))}</section>`}
${signUpForm(listing, archivePath(language))}`,
  })
}

/** The page of a year that is too old for the home page. */
export const yearPage = (listing: Listing, { year, label, entries }: Year): Html => {
  const { publication, language, siteUrl } = listing
  const words = wordsOf(language).site
  return pageShell({
    publication,
    siteUrl,
    language,
    title: inOneLine([words.archive, label], language),
    path: yearPath(language, year),
    head: listHead(listing),
    main: html`<div class="wide"><p class="crumbs"><a href="${archivePath(language)}">${words.archive}</a></p><div class="hello"><h1>${label}</h1></div></div>
<section class="issues wide" aria-label="${label}">${issueList(entries, language)}</section>
${signUpForm(listing, yearPath(language, year))}`,
  })
}

/** Links to the sections that have articles. */
const sectionsNav = (
  { publication, language }: Listing,
  entries: readonly IssueEntry[],
): Html | undefined => {
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
    ...home.map(({ year, label }) => ({ label, to: `#y${year}` })),
    ...pages.map(({ year, label }) => ({ label, to: yearPath(language, year) })),
  ]
  return html`<nav class="leads" aria-label="${wordsOf(language).site.years}"><ul>${links.map(({ label, to }) => html`<li><a href="${to}">${label}</a></li>`)}</ul></nav>`
}

const yearList = ({ year, label, entries }: Year, language: Language): Html =>
  html`<section id="y${year}" aria-labelledby="in-${year}"><h3 id="in-${year}">${label}</h3>${issueList(entries, language)}</section>`
