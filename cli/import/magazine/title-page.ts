import type { IssueFacts } from '../outline.ts'
import { headingOf, type ScannedLine } from '../scan.ts'
import { plainTitle } from '../titles.ts'

const issueNumber = /^(?:no\.?|issue|vol\.?|#|第)\s*(\d{1,5})\s*(?:期|号|辑)?$/i
const period =
  /^(?:\d{4}\s*年.*|(?:[A-Z][a-z]+\.?(?:\s*[–—-]\s*[A-Z][a-z]+\.?)?\s+)\d{4}|(?:spring|summer|autumn|fall|winter)\s+\d{4}|\d{4}\s*[-/.]\s*\d{1,2}.*)$/i

/**
 * Reads a title page: the publication's name, the issue's number and period, and the cover lines.
 * @param lines those before the table of contents
 */
export const factsIn = (lines: readonly ScannedLine[]): IssueFacts => {
  const facts: IssueFacts = { coverLines: [] }
  for (const words of paragraphsOf(lines)) {
    const [, number] = issueNumber.exec(words) ?? []
    if (number && facts.number === undefined) facts.number = Number(number)
    else if (period.test(words) && !facts.period) facts.period = words
    else if (!facts.title) facts.title = words
    else facts.coverLines.push(words)
  }
  return facts
}

/** Paragraphs and headings, each joined into one line: a cover breaks lines for layout. */
const paragraphsOf = (lines: readonly ScannedLine[]): string[] => {
  const paragraphs: string[] = []
  for (const { kind, text, gap } of lines) {
    if (kind === 'blank') continue
    const words = plainTitle(kind === 'heading' ? headingOf(text).words : text)
    const before = paragraphs.at(-1)
    if (before !== undefined && kind === 'text' && gap === 0)
      paragraphs[paragraphs.length - 1] = joined(before, words)
    else paragraphs.push(words)
  }
  return paragraphs.map(tight)
}

/** Joins two pieces of a line; Chinese takes no space between them. */
const joined = (before: string, after: string): string =>
  /[\p{Script=Han}\p{P}]$/u.test(before) && /^\p{Script=Han}/u.test(after)
    ? before + after
    : `${before} ${after}`

/** Removes the space that scanners put after Chinese punctuation. */
const tight = (text: string): string => text.replace(/([，。：；！？、])\s+/g, '$1')
