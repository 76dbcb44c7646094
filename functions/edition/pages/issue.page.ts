import { directionOf, outward } from '../../../emails/direction.ts'
import type { Article, Letter, Section } from '../../issue/issue.ts'
import { briefText } from '../../issue/leads-to.ts'
import { hostName } from '../../publication/host-name.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import { numberIn } from '../../publication/words/number.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import { issueCard } from '../card/edition-cards.ts'
import type { Source } from '../model/edition.ts'
import type { Images } from '../model/images.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import { elsewherePaths } from '../model/languages-lacking.ts'
import { bookPath, inEach, issuePath, stubPath } from '../model/paths.ts'
import { shortPath } from '../model/printed-addresses.ts'
import { sectionAnchor, sectionName, sectionTagline } from '../model/section-name.ts'
import { bySubsection } from '../model/subsections.ts'
import { issueHead } from './article-metadata.page.ts'
import { bodyHtml } from './body-html.ts'
import { neighboursMark } from './issue-neighbours.page.ts'
import { shortAddress } from './printed-address.page.ts'
import { signUpForm } from './sign-up-box.page.ts'
import { later, rooms, sitePicture, sizesIn } from './site-picture.page.ts'
import { previewImage } from './social-image.page.ts'

/** An issue's page: its cover, and its contents with page numbers. The digest links to it as its browser version. */
export const issuePage = (source: Source, images: Images): Html => {
  const { issue, publication, language, siteUrl } = source
  const words = wordsOf(language).site
  const { name, when, whole, title } = nameOfIssue(source)
  const lines = issue.cover.lines[language] ?? []
  const about = [...(title ? [title] : []), ...lines]
  const under = inOneLine([title && name, when], language)
  const card = issueCard(source)
  return pageShell({
    publication,
    siteUrl,
    language,
    title: inOneLine([title, whole], language),
    ...(about.length > 0 && { description: inOneLine(about, language) }),
    path: issuePath(language, issue.id),
    alternates: inEach(issue.languages, (one) => issuePath(one, issue.id)),
    elsewhere: elsewherePaths(issue, publication, (one) => issuePath(one, issue.id)),
    head: html`<meta property="og:type" content="website">
${previewImage(source, card)}${issueHead(source, card)}`,
    main: html`<div class="wide">${cover(source, images)}
<div class="opening${(title !== undefined || issue.number === undefined) && ' titled'}"><div><h1>${typesetTitle(title ?? name, language)}</h1>${under && html`<p class="period">${typeset(under, language)}</p>`}</div>
${lines.length > 0 && html`<ul class="lines">${lines.map((line) => html`<li>${typeset(line, language)}</li>`)}</ul>`}</div>
${issue.letter?.[language] && letter(issue.letter[language], source, images)}${contents(source, images)}
<p class="book"><a href="${bookPath(language, issue.id)}" type="application/epub+zip">${words.book}</a></p>
${shortAddress(source, shortPath(source))}</div>
${neighboursMark}
${signUpForm(source, issuePath(language, issue.id))}`,
  })
}

/** Sections with their articles, where each begins. */
export const contents = (source: Source, images: Images): Html =>
  html`<div class="contents"><h2>${wordsOf(source.language).site.contents}</h2>${source.issue.sections.map((section, at) => section.articles.length > 0 && sectionOf(section, at, source, images))}</div>`

export const letter = (
  { body, name, role, portrait }: Letter,
  { language }: Source,
  images: Images,
): Html => {
  const image = portrait === undefined ? undefined : images.of(portrait)
  return html`<div class="letter wide"><div class="body">${bodyHtml(body, images)}</div>
<p class="signed">${image && sitePicture(image, '3.5rem', '', later)}<span><strong>${typeset(name, language)}</strong>${role && html`<span class="role">${typeset(role, language)}</span>`}</span></p></div>
`
}

const cover = ({ issue, language }: Source, images: Images): Html | undefined => {
  const { image } = issue.cover
  if (!image) return undefined
  const found = images.of(image.path)
  return html`<div class="cover">${sitePicture(found, sizesIn(rooms.cover, found), image.alt[language]!, html` fetchpriority="high"`)}</div>`
}

const sectionOf = (section: Section, at: number, source: Source, images: Images): Html => {
  const { language } = source
  const tagline = sectionTagline(section, source)
  return html`<section id="${sectionAnchor(section, at)}"><header><h3>${typeset(sectionName(section, source), language)}</h3>${tagline && html`<p class="tagline">${typeset(tagline, language)}</p>`}${section.image && banner(section.image, source, images)}</header>
<div>${bySubsection(section).map(
    ({ heading, articles }) =>
      html`${heading && html`<h4>${typeset(heading[language]!, language)}</h4>`}<ol>${articles.map((article) => entry(article, source))}</ol>`,
  )}</div></section>`
}

/** Cut to a ribbon beside or above the section's articles. */
const banner = ({ path, alt }: NonNullable<Section['image']>, { language }: Source, images: Images): Html =>
  sitePicture(images.of(path), '(max-width: 48rem) 100vw, 34rem', alt[language]!, later)

const entry = (article: Article, { issue, language }: Source): Html => {
  const { slug, kind, page, texts, leadsTo } = article
  const words = wordsOf(language).site
  const { title, kicker, summary, readingMinutes } = texts[language]!
  const outside = leadsTo?.[language]
  const url = outside ?? stubPath(language, issue.id, slug)
  const said = outside && briefText(texts[language]!)
  return html`<li class="${kind}"${outside && html` id="${slug}"`}><a href="${url}">${kicker && html`<span class="kicker">${typeset(kicker, language)}</span>`}${typesetTitle(title, language)}</a>
${page !== undefined && html`<span class="page" title="${words.page(page)}">${numberIn(language)(page)}</span>`}
${kind === 'full' && !outside && html`<p>${summary && html`${typeset(summary, language)}&ensp;`}<span class="time">${typeset(words.minutes(readingMinutes), language)}</span></p>`}${outside && html`<p>${said && html`${typeset(said, language)}&ensp;`}<span class="time">${typeset(hostName(outside), language)}&nbsp;${outward(directionOf(language))}</span></p>`}</li>`
}
