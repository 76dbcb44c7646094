import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { allFeedFormats, feedFormats, opmlPath } from '../../web/site-paths.ts'
import { typeset } from '../../web/typeset.ts'
import { type IssueEntry, type Listing, nameOfTopic, newestWhole, ofTopic } from '../model/listing-entries.ts'
import { archivePath, feedPath, inEach, sectionPath } from '../model/paths.ts'
import { sectionTagline } from '../model/section-name.ts'
import { listHead } from '../pages/article-metadata.page.ts'
import { signUpForm } from '../pages/sign-up-box.page.ts'

/** Maximum articles on a section's page, made up of the newest issues, complete. */
export const mostInSection = 300

/** A section's articles, newest issue first, grouped by issue. */
export const sectionPage = (listing: Listing, all: readonly IssueEntry[], topic: string): Html => {
  const { publication, language, siteUrl } = listing
  const words = wordsOf(language).site
  const name = nameOfTopic(topic, listing)
  const tagline = sectionTagline({ topic }, listing)
  const entries = ofTopic(all, topic)
  const newest = newestWhole(entries, mostInSection)
  return pageShell({
    publication,
    siteUrl,
    language,
    title: name,
    description: tagline ?? words.sectionText(name, publication.names[language]!),
    path: sectionPath(language, topic),
    alternates: inEach(publication.languages, (one) => sectionPath(one, topic)),
    section: { topic, name },
    head: listHead(listing),
    main: html`<div class="wide"><p class="crumbs"><a href="${archivePath(language)}">${words.archive}</a></p><div class="hello"><h1>${typeset(name, language)}</h1>${tagline && html`<p>${typeset(tagline, language)}</p>`}${follow(language, topic)}</div></div>
<section class="issues wide">${newest.length === 0 && html`<p>${words.nothingYet}</p>`}<ol>${newest.map((entry) => inIssue(entry, language))}</ol>${newest.length < entries.length && html`<p><a class="go" href="${archivePath(language)}">${words.olderInArchive}</a></p>`}</section>
${signUpForm(listing, sectionPath(language, topic))}`,
  })
}

const follow = (language: Language, topic: string): Html =>
  html`<p class="feeds">${wordsOf(language).site.follow}${allFeedFormats.map((format) => html` <a href="${feedPath(language, format, topic)}" type="${feedFormats[format].type}">${feedFormats[format].name}</a>`)} <a href="${opmlPath(language)}" title="${wordsOf(language).site.allFeeds}">OPML</a></p>`

const inIssue = ({ path, name: { name, when }, articles }: IssueEntry, language: Language): Html =>
  html`<li><a href="${path}">${typeset(name, language)}${when && html`<span class="when">${typeset(when, language)}</span>`}</a><ul>${articles.map(
    ({ path, title, kicker, summary }) =>
      html`<li><a href="${path}">${kicker && html`<span class="kicker">${typeset(kicker, language)}</span>`}${typeset(title, language)}</a>${summary && html`<p>${typeset(summary, language)}</p>`}</li>`,
  )}</ul></li>`
