import { darkPalette } from '../../emails/dark-palette.ts'
import { directionOf, isolatedLine } from '../../emails/direction.ts'
import { lightPalette } from '../../emails/palette.ts'
import type { Language } from '../publication/language.ts'
import type { Publication } from '../publication/publication.ts'
import { wordsOf } from '../publication/words.ts'
import { htmlDocument } from './document.page.ts'
import { type Html, html } from './html.ts'
import { feedLinks, type MetadataProps, pageMetadata } from './metadata.page.ts'
import { archivePath, feedPath, manifestPath, searchPath } from './site-paths.ts'
import { sitePrintStylesheet, stylePath, stylesheet } from './style.ts'
import { typeset } from './typeset.ts'

export type Page = MetadataProps & {
  /** The publication's home page: the name in the masthead is its heading, with the tagline below. */
  isFront?: true
  /** What says where else the page can be read, in languages that lack it: path by language. */
  elsewhere?: Record<Language, string>
  /** Additional elements for the head. */
  head?: Html
  main: Html
}

/** The frame of every page: head, masthead, main, footer. Works without scripts. */
export const pageShell = (page: Page): Html => {
  const { publication, language, main } = page
  const styles = stylePathsOf(publication)
  return htmlDocument({
    language,
    title: titleOf(page),
    head: html`${pageMetadata(page)}<link rel="stylesheet" href="${styles.screen}">
<link rel="stylesheet" href="${styles.print}" media="print">
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

/** The paths of both style sheets. Cached, because every page uses the same. */
const stylePathsOf = (publication: Publication): StylePaths => {
  const known = stylePaths.get(publication.names) ?? {
    screen: stylePath(stylesheet(publication.brand)),
    print: stylePath(sitePrintStylesheet(publication), 'print'),
  }
  stylePaths.set(publication.names, known)
  return known
}
type StylePaths = { screen: string; print: string }
const stylePaths = new WeakMap<Publication['names'], StylePaths>()

const titleOf = ({ title, publication, language }: Page): string => {
  const name = publication.names[language]!
  return title === name ? name : isolatedLine([title, name], directionOf(language), ' – ')
}

const masthead = ({ publication, language, alternates = {}, elsewhere = {}, isFront }: Page): Html => {
  const words = wordsOf(language).site
  const home = archivePath(language)
  const name = html`<img src="/favicon.svg" alt="" width="30" height="30">${typeset(publication.names[language]!, language)}`
  const others = Object.entries({ ...alternates, ...elsewhere }).filter(([tag]) => tag !== language)
  return html`<header class="top"><div>${isFront ? nameplate(name, publication, language) : html`<a class="name" href="${home}">${name}</a>`}
<nav aria-label="${words.navigation}"><a href="${home}"${isFront && html` aria-current="page"`}>${words.archive}</a><a href="${searchPath(language)}">${words.search.title}</a><a href="/subscribe?language=${language}">${words.subscribe}</a>${others.map(
    ([tag, to]) =>
      html`<a href="${to}" hreflang="${tag}" lang="${tag}">${typeset(wordsOf(tag).name, language)}</a>`,
  )}</nav></div></header>`
}

/** The name as the home page's heading, so that it stands there once. */
const nameplate = (name: Html, { names, taglines }: Publication, language: Language): Html => {
  const tagline = taglines[language]!
  return html`<div class="front"><h1 class="name">${name}</h1>${tagline !== names[language] && html`<p>${typeset(tagline, language)}</p>`}</div>`
}

const foot = ({ publication, language }: Page): Html => {
  const words = wordsOf(language).site
  const name = publication.names[language]!
  const publisher = publication.publisher[language]!
  return html`<footer class="foot"><div><p><strong>${typeset(name, language)}</strong>${publisher !== name && html`${words.between}${typeset(publisher, language)}`}<br>${typeset(publication.postalAddress[language]!, language)}</p>
<nav aria-label="${words.more}"><a href="${archivePath(language)}">${words.archive}</a><a href="${feedPath(language)}">${words.feed}</a><a href="mailto:${publication.replyTo}">${words.write}</a></nav></div></footer>`
}
