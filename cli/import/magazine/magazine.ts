import type { Doubt, Outline, OutlinedArticle, Span } from '../outline.ts'
import { type ScannedLine, scanLines, sourceLines } from '../scan.ts'
import { splitKicker } from '../titles.ts'
import { findBackMatter } from './back-matter.ts'
import { type Contents, findContents } from './contents.ts'
import { type MatchedEntry, matchSections, matchTitles } from './match-titles.ts'
import { repair } from './repair.ts'
import { factsIn } from './title-page.ts'

/** If less than this share of its titles is found in the text, it is not a table of contents. */
const leastFound = 0.5

/**
 * Outlines a printed magazine: one document with a table of contents, which alone decides what an article is. Heading
 * levels mean nothing in it.
 * @param text the whole document, with LF line ends
 * @returns undefined when it has no table of contents
 */
export const outlineMagazine = (text: string): Outline | undefined => {
  const lines = scanLines(sourceLines(text))
  const contents = findContents(lines)
  if (!contents) return undefined
  const matched = matchTitles(lines, contents)
  const found = matched.filter(({ at }) => at)
  if (found.length < matched.length * leastFound) return undefined
  return outlineFrom(lines, contents, matched)
}

const outlineFrom = (lines: ScannedLine[], contents: Contents, matched: MatchedEntry[]): Outline => {
  const titles = matched.flatMap(({ entry, at }) => (at ? [{ entry, at }] : []))
  const sections = matchSections(lines, contents).filter(
    ({ startLine }) => !titles.some(({ at }) => startLine >= at.startLine && startLine <= at.endLine),
  )
  const last = titles.at(-1)!
  const backMatter = findBackMatter(lines.filter(({ line }) => line > last.at.endLine))
  const starts = [...titles.map(({ at }) => at), ...sections, ...backMatter].map(({ startLine }) => startLine)
  const until = (line: number) => Math.min(...starts.filter((start) => start > line), lines.length + 1)
  const articles = titles.map(({ entry, at }) => {
    const end = until(at.startLine)
    const body = lines.filter(({ line }) => line > at.endLine && line < end)
    return articleFrom(entry, at, body)
  })
  const front = frontMatterOf(lines, contents, Math.min(...starts))
  return {
    issue: factsIn(lines.filter(({ line }) => line < contents.startLine)),
    sections: contents.sections,
    articles: articles.map(({ article }) => article),
    frontMatter: front,
    headings: sections,
    backMatter,
    dropped: articles.flatMap(({ dropped }) => dropped),
    doubts: [...doubtsOf(matched), ...articles.flatMap(({ doubts }) => doubts)].sort(
      (a, b) => a.line - b.line,
    ),
  }
}

/** Everything before the first title: title page, table of contents, and what follows them. */
const frontMatterOf = (lines: readonly ScannedLine[], contents: Contents, first: number): Span[] => {
  const solid = lines.filter(({ kind, line }) => kind !== 'blank' && line < first)
  const [from, to] = [solid[0], solid.at(-1)]
  return from && to ? [{ startLine: from.line, endLine: Math.max(to.line, contents.endLine) }] : []
}

const articleFrom = (
  { title: printed, page, section, subsection }: Contents['entries'][number],
  at: Span,
  lines: readonly ScannedLine[],
) => {
  const { body, author, dropped, doubts, isShort } = repair(lines)
  const last = lines.findLast(({ kind }) => kind !== 'blank')
  const article: OutlinedArticle = {
    ...splitKicker(printed),
    section,
    ...(subsection && { subsection }),
    page,
    kind: isShort ? 'brief' : 'full',
    ...(author && { author }),
    links: [],
    startLine: at.startLine,
    endLine: last?.line ?? at.endLine,
    body,
  }
  return { article, dropped, doubts }
}

const doubtsOf = (matched: MatchedEntry[]): Doubt[] =>
  matched.flatMap(({ entry, at }) => {
    if (!at)
      return { line: entry.line, what: `the contents name "${entry.title}", and no such title was found` }
    if (at.likeness === 1) return []
    return {
      line: at.startLine,
      what: `taken for the title "${entry.title}" of the contents: it reads otherwise here`,
    }
  })
