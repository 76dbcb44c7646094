import { directionOf, forward } from '../../../emails/direction.ts'
import type { ArticleText } from '../../issue/issue.ts'
import { plainText } from '../../issue/plain-text.ts'
import { hostName } from '../../publication/host-name.ts'
import type { Language } from '../../publication/language.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pageShell } from '../../web/shell.page.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import { articleCard } from '../card/edition-cards.ts'
import type { Source } from '../model/edition.ts'
import { type Images, imagesIn, type SiteImage } from '../model/images.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import { elsewherePaths } from '../model/languages-lacking.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { inEach, issuePath, stubPath } from '../model/paths.ts'
import { shortPath } from '../model/printed-addresses.ts'
import { beginsLike } from '../model/says-the-same.ts'
import { sectionName } from '../model/section-name.ts'
import { articleHead } from './article-metadata.page.ts'
import { previousAndNext, sameSection } from './article-neighbours.page.ts'
import { bodyHtml } from './body-html.ts'
import { errataNote, modifiedTime } from './errata.page.ts'
import { withMarginNotes } from './margin-notes.ts'
import { shortAddress } from './printed-address.page.ts'
import { scrollable } from './scrollable-parts.ts'
import { signUpForm } from './sign-up-box.page.ts'
import { rooms, sitePicture, sizesIn } from './site-picture.page.ts'
import { previewImage } from './social-image.page.ts'
import { isWide, typesetBody } from './typeset-body.ts'

/** The page of one article. */
export const stubPage = (source: Source, images: Images, placed: NumberedArticle): Html => {
  const { issue, publication, language, siteUrl } = source
  const { slug, texts } = placed.article
  const text = texts[language]!
  const card = articleCard(source, placed)
  return pageShell({
    publication,
    siteUrl,
    language,
    title: text.title,
    description: text.summary,
    path: stubPath(language, issue.id, slug),
    alternates: inEach(issue.languages, (one) => stubPath(one, issue.id, slug)),
    elsewhere: elsewherePaths(issue, publication, (one) => stubPath(one, issue.id, slug)),
    head: html`<meta property="og:type" content="article">
${modifiedTime(placed.article, language)}${previewImage(source, card)}${articleHead(source, placed, card)}`,
    main: html`${crumbs(source, placed)}
${articleItself(source, images, placed)}
${shortAddress(source, shortPath(source, placed.locator))}
${previousAndNext(source, placed)}
${sameSection(source, placed)}
${signUpForm(source, stubPath(language, issue.id, slug))}`,
  })
}

/** An article without what surrounds it on its page. */
export const articleItself = (source: Source, images: Images, placed: NumberedArticle): Html => {
  const { language } = source
  const text = placed.article.texts[language]!
  return html`<article>${heading(source, placed)}
${hero(text, images)}${errataNote(placed.article, language)}${hasBody(text) ? html`<div class="body">${body(source, text, images)}</div>` : action(source, text)}
${sources(source, text)}</article>`
}

/** The picture that its editor chose, where the text does not show it anyway. */
const hero = ({ image, body }: ArticleText, images: Images): Html | undefined => {
  if (!image || imagesIn(body).includes(image.path)) return undefined
  const found = images.of(image.path)
  const room = isWide(found) ? rooms.wide : rooms.hero
  return html`${sitePicture(found, sizesIn(room, found), image.alt, html` class="hero${isWide(found) && ' wide'}" fetchpriority="high"`)}
`
}

export const hasBody = ({ body }: ArticleText): boolean => body.children.length > 0

const body = ({ language }: Source, text: ArticleText, images: Images): Html => {
  const set = withMarginNotes(typesetBody(text.body, images, language))
  const sizesOf = (image: SiteImage) => sizesIn(isWide(image) ? rooms.wide : rooms.column, image)
  return bodyHtml(scrollable(set, wordsOf(language).site), images, sizesOf)
}

/** The language's sign between parts of a line, at which no line begins. */
const betweenIn = (language: Language): string => wordsOf(language).site.between.replace(/^ /, '\u00a0')

const crumbs = (source: Source, { section, article }: NumberedArticle): Html => {
  const { issue, language } = source
  const between = betweenIn(language)
  const { subsection } = article
  const { name, when } = nameOfIssue(source)
  const period = when !== dayOfIssue(source)?.words && when
  return html`<p class="crumbs"><a href="${issuePath(language, issue.id)}">${typeset(name, language)}${period && html`${between}${typeset(period, language)}`}</a>${between}<strong>${typeset(sectionName(section, source), language)}</strong>${subsection && html`${between}${typeset(subsection[language]!, language)}`}</p>`
}

export const heading = (source: Source, { article }: NumberedArticle): Html => {
  const { language } = source
  const words = wordsOf(language).site
  const text = article.texts[language]!
  const { title, kicker, author, summary, readingMinutes } = text
  const day = dayOfIssue(source)
  const facts = [
    author && typeset(words.by(author), language),
    day && html`<time datetime="${day.iso}">${typeset(day.words, language)}</time>`,
    hasBody(text) && typeset(words.minutes(readingMinutes), language),
    article.page !== undefined && typeset(words.page(article.page), language),
  ].flatMap((fact) => fact || [])
  // A brief with a body needs no summary above it, and neither does a text that begins with its summary.
  const saysMore =
    !hasBody(text) || (article.kind === 'full' && !beginsLike(plainText(text.body), summary ?? ''))
  const lede = saysMore && summary
  return html`<header><h1>${kicker && html`<span class="kicker">${typeset(kicker, language)}</span>`}${typesetTitle(title, language)}</h1>
${lede && html`<p class="lede">${typeset(lede, language)}</p>`}
${facts.length > 0 && html`<p class="meta">${facts.map((fact, at) => html`${at > 0 && betweenIn(language)}${fact}`)}</p>`}</header>`
}

/** The day on which the issue came out, where it names one. */
const dayOfIssue = ({ issue, language }: Source): { iso: string; words: string } | undefined => {
  const iso = issue.date ?? issue.release?.slice(0, 10)
  return iso === undefined ? undefined : { iso, words: dayInWords(iso, language) }
}

/**
 * The target of a brief without a body: its first link, labelled with its host if the link's title repeats the brief's.
 */
export const action = ({ language }: Source, { title, links: [first] }: ArticleText): Html | undefined => {
  if (!first) return undefined
  const name = first.title === title ? hostName(first.url) : first.title
  return html`<p><a class="go" href="${first.url}">${typeset(name, language)}&nbsp;${forward(directionOf(language))}</a></p>`
}

export const sources = ({ language }: Source, text: ArticleText): Html | undefined => {
  const links = hasBody(text) ? text.links : text.links.slice(1)
  if (links.length === 0) return undefined
  return html`<section class="sources"><h2>${wordsOf(language).site.sources}</h2>
<ul>${links.map(({ title, url }) => html`<li><a href="${url}">${typeset(title, language)}</a></li>`)}</ul></section>`
}
