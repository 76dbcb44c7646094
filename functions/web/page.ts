import { darkPalette, lightPalette } from '../../emails/theme.ts'
import type { Language } from '../publication/language.ts'
import type { Publication } from '../publication/publication.ts'
import { wordsOf } from '../publication/words.ts'
import { htmlDocument } from './document.page.ts'
import { type Html, html, raw } from './html.ts'
import { ogLocale } from './og-locale.ts'
import { allFeedFormats, archivePath, feedFormats, feedPath, manifestPath, searchPath } from './site-paths.ts'
import { stylePath, stylesheet } from './style.ts'
import { typeset } from './typeset.ts'

export type Page = {
  publication: Publication
  /** Origin of the site, without a trailing slash. */
  siteUrl: string
  language: Language
  title: string
  description?: string | undefined
  /** The page's own path, for its canonical link. Absent on pages for one reader, which are not indexed. */
  path?: string
  /** The same page in other languages: path by language. */
  alternates?: Record<Language, string>
  /** The section that the page is about. Its feeds are linked beside those of all articles. */
  section?: { topic: string; name: string }
  /** Additional elements for the head. */
  head?: Html
  main: Html
}

/** The frame of every page: head, masthead, main, footer. Works without scripts. */
export const pageShell = (page: Page): Html => {
  const { publication, language, main } = page
  return htmlDocument({
    language,
    title: titleOf(page),
    head: html`${indexing(page)}<link rel="stylesheet" href="${stylePathOf(publication)}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="/apple-touch-icon.png">
<link rel="manifest" href="${manifestPath(language)}">
<meta name="theme-color" content="${lightPalette(publication.brand).paper}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="${darkPalette(publication.brand).paper}" media="(prefers-color-scheme: dark)">
${feedLinks(page)}${page.head}`,
    skip: wordsOf(language).site.skip,
    top: masthead(page),
    main,
    foot: foot(page),
  })
}

/** Cached, because every page uses the same style sheet. */
const stylePathOf = ({ brand }: Publication): string => {
  const known = stylePaths.get(brand) ?? stylePath(stylesheet(brand))
  stylePaths.set(brand, known)
  return known
}
const stylePaths = new WeakMap<Publication['brand'], string>()

const titleOf = ({ title, publication, language }: Page): string => {
  const name = publication.names[language]!
  return title === name ? name : `${title} – ${name}`
}

/** Metadata for search engines and link previews; nothing on pages for one reader. */
const indexing = ({
  publication,
  siteUrl,
  language,
  title,
  description,
  path,
  alternates = {},
}: Page): Html => {
  if (!path) return html`<meta name="robots" content="noindex">\n`
  const others = Object.entries(alternates)
  const first = alternates[publication.languages[0]!] ?? Object.values(alternates)[0]
  return html`${description && html`<meta name="description" content="${description}">\n`}<link rel="canonical" href="${siteUrl}${path}">
${others.map(([tag, to]) => html`<link rel="alternate" hreflang="${tag}" href="${siteUrl}${to}">\n`)}${first && html`<link rel="alternate" hreflang="x-default" href="${siteUrl}${first}">\n`}<meta property="og:site_name" content="${publication.names[language]}">
<meta property="og:title" content="${title}">
${description && html`<meta property="og:description" content="${description}">\n`}<meta property="og:url" content="${siteUrl}${path}">
<meta property="og:locale" content="${ogLocale(language)}">
${others.filter(([tag]) => tag !== language).map(([tag]) => html`<meta property="og:locale:alternate" content="${ogLocale(tag)}">\n`)}`
}

/** Links to the feeds: the page's own section first, then all articles. */
const feedLinks = ({ publication, language, section }: Page): Html => {
  const name = publication.names[language]!
  const feeds = [
    ...(section
      ? [{ topic: section.topic, name: `${name}${wordsOf(language).site.between}${section.name}` }]
      : []),
    { topic: undefined, name },
  ]
  return html`${feeds.flatMap(({ topic, name }) =>
    allFeedFormats.map((format) => {
      const { type, name: kind } = feedFormats[format]
      return html`<link rel="alternate" type="${type}" title="${name} (${kind})" href="${feedPath(language, format, topic)}">\n`
    }),
  )}`
}

const masthead = ({ publication, language, alternates = {} }: Page): Html => {
  const words = wordsOf(language).site
  const home = archivePath(language)
  const others = Object.entries(alternates).filter(([tag]) => tag !== language)
  return html`<header class="top"><div><a class="name" href="${home}"><img src="/favicon.svg" alt="" width="30" height="30">${typeset(publication.names[language]!, language)}</a>
<nav aria-label="${words.navigation}"><a href="${home}">${words.archive}</a><a href="${searchPath(language)}">${words.search.title}</a><a href="/subscribe?language=${language}">${words.subscribe}</a>${others.map(
    ([tag, to]) =>
      html`<a href="${to}" hreflang="${tag}" lang="${tag}">${typeset(wordsOf(tag).name, language)}</a>`,
  )}</nav></div></header>`
}

const foot = ({ publication, language }: Page): Html => {
  const words = wordsOf(language).site
  const name = publication.names[language]!
  const publisher = publication.publisher[language]!
  return html`<footer class="foot"><div><p><strong>${typeset(name, language)}</strong>${publisher === name ? '' : html`${raw(words.between)}${typeset(publisher, language)}`}<br>${typeset(publication.postalAddress[language]!, language)}</p>
<nav aria-label="${words.more}"><a href="${archivePath(language)}">${words.archive}</a><a href="${feedPath(language)}">${words.feed}</a><a href="mailto:${publication.replyTo}">${words.write}</a></nav></div></footer>`
}
