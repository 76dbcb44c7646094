import { directionOf } from '../../../emails/direction.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import { type Html, html } from '../../web/html.ts'
import type { Source } from '../model/edition.ts'
import { nameOfIssue } from '../model/issue-name.ts'
import { issuePath } from '../model/paths.ts'
import { timeOfIssue } from '../pages/structured-data.ts'

/** A file of the book, as its package lists it. */
export type Item = { path: string; type: string; properties?: (string | false)[]; isRead?: boolean }

/**
 * The package document (EPUB 3.3, §5): what the book is, what it consists of, and in which order it is read.
 * @param modified when the edition was published, ISO 8601
 */
export const packageOf = (source: Source, items: readonly Item[], modified: string): string => {
  const { issue, publication, language, siteUrl } = source
  const { whole } = nameOfIssue(source)
  const name = publication.names[language]!
  const published = timeOfIssue(issue, publication)
  const about = issue.cover.lines[language] ?? []
  const isNumbered = issue.number !== undefined
  return html`<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${language}" dir="${directionOf(language)}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">${siteUrl}${issuePath(language, issue.id)}</dc:identifier>
<dc:title id="title">${inOneLine([name, whole !== name && whole], language)}</dc:title>
<meta refines="#title" property="title-type">main</meta>
<dc:language>${language}</dc:language>
<dc:creator>${name}</dc:creator>
<dc:publisher>${publication.publisher[language]!}</dc:publisher>
${published && html`<dc:date>${published}</dc:date>\n`}${about.length > 0 && html`<dc:description>${about.join('\n')}</dc:description>\n`}<meta property="dcterms:modified">${modified.slice(0, 19)}Z</meta>
<meta property="belongs-to-collection" id="series">${name}</meta>
<meta refines="#series" property="collection-type">series</meta>
${isNumbered && html`<meta refines="#series" property="group-position">${issue.number}</meta>\n`}${accessibility(items)}</metadata>
<manifest>
${items.map(({ path, type, properties = [] }, at) => html`<item id="i${at + 1}" href="${path}" media-type="${type}"${properties.some(Boolean) && html` properties="${properties.filter(Boolean).join(' ')}"`}/>\n`)}</manifest>
<spine page-progression-direction="${directionOf(language)}">
${items.map(({ isRead }, at) => isRead && html`<itemref idref="i${at + 1}"/>\n`)}</spine>
</package>
`.html
}

/**
 * How it can be read (EPUB Accessibility 1.1, §2.2). Every picture has an alternative that its editor wrote, so the texts
 * suffice; whether a picture that moves flashes, nobody has measured.
 */
const accessibility = (items: readonly Item[]): Html => {
  const hasPictures = items.some(({ type }) => type.startsWith('image/'))
  const moves = items.some(({ type }) => type === 'image/gif' || type === 'image/webp')
  const hasMath = items.some(({ properties = [] }) => properties.includes('mathml'))
  const facts: [property: string, value: string][] = [
    ['accessMode', 'textual'],
    ...(hasPictures ? [['accessMode', 'visual'] as [string, string]] : []),
    ['accessModeSufficient', 'textual'],
    ...['structuralNavigation', 'tableOfContents', 'readingOrder', 'displayTransformability'].map(
      (feature): [string, string] => ['accessibilityFeature', feature],
    ),
    ...(hasPictures ? [['accessibilityFeature', 'alternativeText'] as [string, string]] : []),
    ...(hasMath ? [['accessibilityFeature', 'MathML'] as [string, string]] : []),
    ['accessibilityHazard', moves ? 'unknown' : 'none'],
  ]
  return html`${facts.map(([property, value]) => html`<meta property="schema:${property}">${value}</meta>\n`)}`
}
