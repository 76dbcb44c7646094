import { readEntryHead } from './entry-head.ts'
import { indentOf, marks } from './list-markers.ts'
import { isBoldLine, type NewsletterText } from './newsletter-text.ts'

/** The first lines of a list's entries: items that are not indented more than the first one. */
export const startsOf = (
  text: NewsletterText,
  from: number,
  to: number,
  family: keyof typeof marks,
): number[] => {
  let indent: number | undefined
  return text.keptIn(from, to).filter((at) => {
    const line = text.lines[at]!
    if (text.kinds[at] !== 'text' || !marks[family].test(line)) return false
    indent ??= indentOf(line)
    return indentOf(line) <= indent + 1
  })
}

/**
 * Leaves out lines within a sentence: those of a paragraph that does not begin with an entry, and those after a line
 * that a comma or a word without an end carries on.
 */
const withoutContinuations = (text: NewsletterText, starts: readonly number[]): number[] => {
  const known = new Set<number>()
  return starts.filter((at) => {
    const before = at - 1
    const goesOn = text.kinds[before] === 'text' && !text.dropped.has(before)
    const isEntry =
      !goesOn ||
      (known.has(before) &&
        !/(?:[,，、;；]|\s(?:and|or|und|oder|et|ou|y|o|e))$/iu.test(text.lines[before]!.trimEnd()))
    if (isEntry) known.add(at)
    return isEntry
  })
}

/**
 * Lines that begin with a link or bold words: `[Title](url) — words`, `**[Title](url)**`. If not nearly all lines do,
 * only those that begin a paragraph count, and only if enough paragraphs do.
 */
export const paragraphs = (text: NewsletterText, from: number, to: number, strict: boolean): number[] => {
  const rows = text.keptIn(from, to)
  // Three bold lines, of which the first comes before all else, head what is below them.
  const headed =
    strict && rows[0] !== undefined && isBoldLine(text, rows[0])
      ? rows.filter((at) => isBoldLine(text, at))
      : []
  if (headed.length >= 3) return headed
  const begins = (at: number): boolean => {
    const line = text.lines[at]!
    if (
      text.kinds[at] !== 'text' ||
      !/^\s{0,3}[^\p{L}\p{N}[*_<]{0,8}(?:\[(?!!)|[*_]{1,3}\[|<a\s|\*\*|__)/u.test(line)
    )
      return false
    const head = readEntryHead(line.trim(), text.definitions)
    return (
      head.isSet &&
      head.title !== '' &&
      (!strict || /^[^\p{L}*_]{0,8}(?:[*_]{0,3}\[|<a\s)/u.test(line.trim()))
    )
  }
  const starts = withoutContinuations(text, rows.filter(begins))
  if (starts.length >= rows.length * 0.7) return starts
  const first = (at: number) => at === from || text.kinds[at - 1] !== 'text'
  const opening = starts.filter(first)
  return opening.length * 2.5 >= rows.filter(first).length ? opening : []
}
