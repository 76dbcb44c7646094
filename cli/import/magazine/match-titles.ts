import type { Span } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { likeness, splitKicker, titleKey } from '../titles.ts'
import type { Contents, ContentsEntry } from './contents.ts'

/** Where the title of an article or section is in the text; it may span several lines. */
export type FoundTitle = Span & { likeness: number }
export type MatchedEntry = { entry: ContentsEntry; at?: FoundTitle }

/** Similar enough to allow for errors of a scanner, but not for another title. */
const alike = 0.8
/** A title that is not a heading must be identical except for punctuation, because prose quotes titles. */
const same = 0.97
const mostLines = 3

type Candidate = Span & { keys: string[]; isHeading: boolean }

/**
 * Finds the titles of a table of contents in the text, in order. Tolerates differences in spaces, full-width characters
 * and kickers, and titles split into two lines.
 */
export const matchTitles = (lines: readonly ScannedLine[], contents: Contents): MatchedEntry[] => {
  const candidates = candidatesIn(lines.filter(({ line }) => line > contents.endLine))
  let from = 0
  return contents.entries.map((entry) => {
    const found = best(candidates, from, keysOf(entry.title))
    if (!found) return { entry }
    from = found.index + 1
    const { startLine, endLine } = candidates[found.index]!
    while (candidates[from] && candidates[from]!.startLine <= endLine) from += 1
    return { entry, at: { startLine, endLine, likeness: found.likeness } }
  })
}

/** Section headings that are repeated in the text, before or among the articles. */
export const matchSections = (lines: readonly ScannedLine[], contents: Contents): Span[] => {
  const keys = contents.sections.flatMap(({ title, number = '', subsections }) => [
    titleKey(title),
    titleKey(`${number}${title}`),
    ...subsections.map(titleKey),
  ])
  return lines.flatMap(({ kind, text, line }) => {
    if (kind !== 'heading' || line <= contents.endLine) return []
    return keys.includes(titleKey(headingOf(text).words)) ? { startLine: line, endLine: line } : []
  })
}

/** With and without its kicker: a magazine may print it in only one of the two places. */
const keysOf = (title: string): string[] => {
  const bare = splitKicker(title).title
  return [...new Set([titleKey(title), titleKey(bare)])].filter(Boolean)
}

/** Every heading and every short line, alone and joined with the lines that may continue it. */
const candidatesIn = (lines: readonly ScannedLine[]): Candidate[] => {
  const solid = lines.filter(({ kind }) => kind !== 'blank')
  return solid.flatMap((first, at) => {
    if (first.kind === 'code' || first.kind === 'row' || first.text.length > 200) return []
    const candidates: Candidate[] = []
    let words = ''
    for (const next of solid.slice(at, at + mostLines)) {
      if (next !== first && (next.kind === 'code' || next.kind === 'row' || next.text.length > 100)) break
      words += ` ${next.kind === 'heading' ? headingOf(next.text).words : next.text}`
      const isHeading = first.kind === 'heading'
      // Text before a bar (`|`) is a kicker only at the start of the first line.
      const keys = next === first || /[|｜]/.test(first.text) ? keysOf(words.trim()) : [titleKey(words)]
      candidates.push({ startLine: first.line, endLine: next.line, keys, isHeading })
    }
    return candidates
  })
}

const best = (candidates: readonly Candidate[], from: number, wanted: string[]) => {
  let found: { index: number; likeness: number } | undefined
  for (let index = from; index < candidates.length; index += 1) {
    const { keys, isHeading } = candidates[index]!
    const close = Math.max(0, ...keys.flatMap((key) => wanted.map((one) => closeness(key, one))))
    if (close < (isHeading ? alike : same) || close <= (found?.likeness ?? 0)) continue
    found = { index, likeness: close }
    if (close === 1) break
  }
  return found
}

/** Keys of very different lengths are not compared, to save time: there are thousands of lines. */
const closeness = (key: string, wanted: string): number => {
  const ratio = key.length / wanted.length
  return ratio < 0.6 || ratio > 1.6 ? 0 : likeness(key, wanted)
}
