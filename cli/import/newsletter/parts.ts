import { columnsOf } from '../../../emails/text-columns.ts'
import type { Doubt, OutlinedArticle, OutlinedSection, Span } from '../outline.ts'
import { entryOf } from './article-of-entry.ts'
import { headed, longest, titleIn, unheaded } from './articles.ts'
import { isContents } from './heading-vocabulary.ts'
import { type Chunk, type NewsletterText, spansOf } from './newsletter-text.ts'
import { hasPicture, linksIn, plainOf } from './plain-markdown.ts'
import type { Split } from './split-entries.ts'
import { deepestOf, splitsOf, type Title, titlesOf } from './split-lists.ts'

export type Parts = {
  sections: OutlinedSection[]
  articles: OutlinedArticle[]
  /** `of` is the section, or the subsection in it, that the heading names. */
  headings: (Span & { of?: string | undefined })[]
  frontMatter: Span[]
  doubts: Doubt[]
}

/**
 * Reads the parts of a newsletter below its headings. A heading with deeper ones below it is a section, at the second
 * depth a subsection; so is a heading whose text is mostly a list of entries, each of which becomes an article. A line
 * of plain words between a section's heading and its entries is its tagline; any other text there becomes an article of
 * the same name, however short it is: a heading shows only its own words. A heading with nothing below it is dropped.
 */
export const partsOf = (text: NewsletterText, chunks: readonly Chunk[]): Parts => {
  const parts: Parts = { sections: [], articles: [], headings: [], frontMatter: [], doubts: [] }
  const deepest = deepestOf(chunks, parts.doubts)
  const splits = splitsOf(text, chunks, deepest, parts.doubts)
  const titles = titlesOf(chunks)
  let section: string | undefined
  let subsection: string | undefined
  for (let at = 0; at < chunks.length; at++) {
    const chunk = chunks[at]!
    const { heading, depth } = chunk
    const title = titles[at]!
    if (depth === 1) section = subsection = undefined
    if (depth === 2) subsection = undefined
    let to = chunk.to
    if (depth >= deepest)
      while (at + 1 < chunks.length && chunks[at + 1]!.depth > depth) to = chunks[++at]!.to
    const isSection = depth < deepest && (!chunk.isLeaf || splits[at])
    if (depth > 1 && section === undefined) section = title.text
    if (isContentsPart(text, chunk, title.text)) {
      parts.frontMatter.push(...spansOf(text, text.keptIn(heading.startLine - 1, chunk.to)))
    } else if (isSection) {
      if (depth === 1) section = title.text
      else subsection = title.text
      addSection(parts.sections, title, depth === 1 ? undefined : section)
      openSection(text, chunk, splits[at], title.text, { section, subsection }, parts)
    } else if (isEmpty(text, { ...chunk, to }, title.text)) {
      const reason = title.text ? 'a heading with nothing under it' : 'a heading without words'
      for (let line = heading.startLine - 1; line < heading.endLine; line++) text.dropped.set(line, reason)
    } else {
      const named = { ...heading, title: title.text || '…' }
      const place = depth === 1 ? {} : depth === 2 ? { section } : { section, subsection }
      parts.articles.push(headed(text, named, { from: chunk.from, to, place }))
    }
  }
  parts.sections = used(parts)
  const shown = new Set(
    parts.articles.flatMap(({ section, subsection }) => [section, placeKey(section, subsection)]),
  )
  parts.headings = parts.headings.flatMap(({ of, ...span }) => {
    if (of === undefined || shown.has(of)) return [span]
    for (let line = span.startLine - 1; line < span.endLine; line++)
      text.dropped.set(line, 'a heading with nothing under it')
    return []
  })
  return parts
}

/** A subsection's name together with its section's. */
const placeKey = (section: string | undefined, subsection: string | undefined): string | undefined =>
  subsection === undefined ? section : JSON.stringify([section, subsection])

/** A table of contents: a heading that says so, and lines without links out of the document. */
const isContentsPart = (text: NewsletterText, chunk: Chunk, title: string): boolean => {
  if (!chunk.isLeaf || !isContents(title)) return false
  const rows = text.keptIn(chunk.from, chunk.to)
  const isEntry = (line: string) => line.length < 200 && !/https?:\/\//.test(line)
  return rows.length > 0 && rows.every((at) => text.kinds[at] === 'text' && isEntry(text.lines[at]!))
}

const isEmpty = (text: NewsletterText, { heading, from, to }: Chunk, title: string): boolean =>
  text.keptIn(from, to).length === 0 && (title === '' || linksIn(heading.raw, text.definitions).length === 0)

const addSection = (sections: OutlinedSection[], title: Title, parent: string | undefined): void => {
  const name = parent ?? title.text
  const known = sections.at(-1)?.title === name ? sections.at(-1) : undefined
  const section = known ?? {
    ...(!parent && title.number && { number: title.number }),
    title: name,
    subsections: [],
  }
  if (!known) sections.push(section)
  if (parent && !section.subsections.includes(title.text)) section.subsections.push(title.text)
}

/**
 * A short line before entries that is a heading for those after it. Where nothing else stands between entries, any line
 * without a full stop is one; above the first, only one that looks like it: bold, or with a colon at its end.
 */
export const isLabel = (text: NewsletterText, rows: readonly number[], isBetween: boolean): boolean => {
  const line = text.lines[rows[0]!]!.trim()
  const words = plainOf(line)
  if (rows.length !== 1 || words === '' || words.length > 80 || linksIn(line, text.definitions).length > 0)
    return false
  return /^(\*\*|__).+\1[:：]?$|[:：](\*\*|__)?$/u.test(line) || (isBetween && !/[.!?。！？؟…]$/u.test(words))
}

/** A single line under a section's name, above its entries: plain words, which lead nowhere. */
const isTagline = (text: NewsletterText, rows: readonly number[]): boolean => {
  const line = text.lines[rows[0]!]!
  const words = plainOf(line)
  return (
    rows.length === 1 &&
    text.kinds[rows[0]!] === 'text' &&
    words !== '' &&
    columnsOf(words) <= longest.tagline &&
    // A quotation, a table's row, code, a note: their marks would be lost.
    !/^\s{0,3}[>#|+*-]\s|[`$|]|\[\^|<|\{/.test(line) &&
    !hasPicture(line) &&
    linksIn(line, text.definitions).length === 0
  )
}

const openSection = (
  text: NewsletterText,
  chunk: Chunk,
  split: Split | undefined,
  title: string,
  place: { section?: string | undefined; subsection?: string | undefined },
  parts: Parts,
): void => {
  parts.headings.push({
    startLine: chunk.heading.startLine,
    endLine: chunk.heading.endLine,
    of: placeKey(place.section, place.subsection),
  })
  let under = place
  const pieces = split?.pieces ?? [{ kind: 'prose' as const, from: chunk.from, to: chunk.to }]
  for (const [nth, piece] of pieces.entries()) {
    const part = { ...piece, place: under }
    const rows = text.keptIn(piece.from, piece.to)
    const [first] = rows
    if (first === undefined) continue
    if (piece.kind === 'entry') parts.articles.push(entryOf(text, part))
    else if (chunk.depth === 1 && pieces[nth + 1]?.kind === 'entry' && isLabel(text, rows, nth > 0)) {
      parts.headings.push({ startLine: first + 1, endLine: first + 1 })
      const label = titleIn(text.lines[first]!).replace(/\s*[:：]$/, '')
      under = { ...place, subsection: label }
      addSection(parts.sections, { text: label }, place.section)
    } else if (nth === 0 && chunk.depth === 1 && pieces.length > 1 && isTagline(text, rows)) {
      parts.headings.push({ startLine: first + 1, endLine: first + 1 })
      parts.sections.at(-1)!.tagline ??= plainOf(text.lines[first]!)
    } else {
      const article = unheaded(text, nth === 0 ? title : undefined, part)
      if (article) parts.articles.push(article)
    }
  }
}

/** Sections and subsections that hold an article; those with the same title are merged. */
const used = ({ sections, articles }: Parts): OutlinedSection[] => {
  const names = new Set(articles.map(({ section }) => section))
  const pairs = new Set(articles.map(({ section, subsection }) => JSON.stringify([section, subsection])))
  const byTitle = new Map<string, OutlinedSection>()
  for (const one of sections) {
    if (!names.has(one.title)) continue
    const subsections = one.subsections.filter((name) => pairs.has(JSON.stringify([one.title, name])))
    const known = byTitle.get(one.title)
    if (known) known.subsections = [...new Set([...known.subsections, ...subsections])]
    else byTitle.set(one.title, { ...one, subsections })
  }
  return [...byTitle.values()]
}
