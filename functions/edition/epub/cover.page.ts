import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import type { Drawn } from '../card/draw-card.ts'
import type { Source } from '../model/edition.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import type { Places } from './body-xhtml.ts'
import type { BookText } from './document.page.ts'

/** Where a drawn cover lies in the book's folder. */
export const drawnCover = 'images/cover.png'

/**
 * The issue's cover: its picture alone if that is upright, as one with lettering of its own; else the names and cover
 * lines around it.
 */
export const coverText = (source: Source, places: Places): BookText => {
  const { issue, language } = source
  const { image } = issue.cover
  const picture = image && places.picture(image.path)
  const alt = image?.alt[language] || nameOfIssue(source).name
  const shown = picture && pictured(picture.src, alt)
  return asCover(source, shown && picture.height > picture.width ? shown : withNames(source, shown))
}

/** One that was drawn, which is upright and says the names; where no font has their letters, they stand beneath it. */
export const drawnCoverText = (source: Source, { missing }: Drawn): BookText => {
  const { publication, language } = source
  const isMute = missing.some((letter) => /[\p{L}\p{N}]/u.test(letter))
  if (isMute) return asCover(source, withNames(source, pictured(drawnCover, '')))
  const { title, whole } = nameOfIssue(source)
  const said = [publication.names[language]!, whole, title].filter((one) => one !== undefined)
  return asCover(source, pictured(drawnCover, [...new Set(said)].join(' – ')))
}

const asCover = ({ language }: Source, body: Html): BookText => ({
  path: 'cover.xhtml',
  title: wordsOf(language).site.bookCover,
  type: 'cover',
  body,
})

const pictured = (src: string, alt: string): Html =>
  html`<div class="cover"><img${alt && html` role="doc-cover"`} src="${src}" alt="${alt}"/></div>`

const withNames = (source: Source, shown: Html | undefined): Html => {
  const { issue, publication, language } = source
  const { name, when, title } = nameOfIssue(source)
  const lines = issue.cover.lines[language] ?? []
  return html`<div class="titles"><p class="series">${typeset(publication.names[language]!, language)}</p>
${shown}<h1>${typeset(title ?? name, language)}</h1>
${[title && name, when].map((one) => one && html`<p class="meta">${typeset(one, language)}</p>`)}${lines.length > 0 && html`<ul>${lines.map((line) => html`<li>${typeset(line, language)}</li>`)}</ul>`}</div>`
}
