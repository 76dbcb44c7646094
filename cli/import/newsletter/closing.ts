import { shorten } from '../../../functions/publication/shorten.ts'
import type { Span } from '../outline.ts'
import { titleIn } from './articles.ts'
import { isClosing, isFooter } from './heading-vocabulary.ts'
import type { Chunk, NewsletterText } from './newsletter-text.ts'
import { plainOf } from './plain-markdown.ts'

export type Closing = {
  parts: (Span & { title: string })[]
  /** The number of chunks before the closing part. */
  from: number
  /** Where the text before it ends: a 0-based line, exclusive. */
  endsAt: number
}

const longest = { lines: 15, characters: 1500 }

/**
 * Finds the closing part of a newsletter: parts at the very end whose headings say so (“About”, “Subscribe”,
 * “Impressum”), and a footer after the last rule. Dropped lines in it are restored as part of it.
 */
export const closingPart = (text: NewsletterText, chunks: readonly Chunk[]): Closing => {
  const parts: Closing['parts'] = []
  const isName = chunks.map(({ heading }) => isClosing(titleIn(heading.raw)))
  let count = chunks.length
  let endsAt = text.lines.length
  // A closing part may contain headings of a lower level, so its own heading need not be the last.
  for (
    let above = closingAt(chunks, isName, count);
    above !== undefined;
    above = closingAt(chunks, isName, count)
  ) {
    const { heading } = chunks[above]!
    const last = lastRow(text, heading.endLine, endsAt) ?? heading.endLine - 1
    parts.unshift({ startLine: heading.startLine, endLine: last + 1, title: titleIn(heading.raw) })
    count = above
    endsAt = heading.startLine - 1
  }
  const isAll = text.keptIn(text.from, endsAt).every((at) => text.kinds[at] === 'heading')
  if (isAll) return { parts: [], from: chunks.length, endsAt: text.lines.length }
  const footer = footerIn(text, chunks[count - 1]?.from ?? text.from, endsAt)
  if (footer) parts.unshift(footer)
  for (const { startLine, endLine } of parts)
    for (let line = startLine - 1; line < endLine; line++) text.dropped.delete(line)
  return { parts, from: count, endsAt: footer ? footer.startLine - 1 : endsAt }
}

/** The last heading, or the nearest of a higher level above it, that has a closing name. */
const closingAt = (
  chunks: readonly Chunk[],
  isName: readonly boolean[],
  count: number,
): number | undefined => {
  let depth = Infinity
  for (let at = count - 1; at >= 0 && depth > 1; at--) {
    if (chunks[at]!.depth >= depth) continue
    depth = chunks[at]!.depth
    if (isName[at]) return at
  }
  return undefined
}

const lastRow = (text: NewsletterText, from: number, to: number): number | undefined => {
  for (let at = to - 1; at >= from; at--) if (text.kinds[at] !== 'blank') return at
  return undefined
}

const footerIn = (text: NewsletterText, from: number, to: number): Closing['parts'][number] | undefined => {
  let rule = to - 1
  // A rule may close the footer, too.
  while (rule >= from && (text.kinds[rule] === 'blank' || text.dropped.get(rule) === 'a rule')) rule--
  const end = rule + 1
  let rows = 0
  while (rule >= from && text.dropped.get(rule) !== 'a rule' && rows <= longest.lines)
    rows += text.kinds[rule--] === 'blank' ? 0 : 1
  if (rule < from || text.dropped.get(rule) !== 'a rule') return undefined
  const kept = text.keptIn(rule + 1, end)
  const size = kept.reduce((sum, at) => sum + text.lines[at]!.length, 0)
  const [first] = kept
  const isIt =
    (kept.some((at) => isFooter(text.lines[at]!)) || hasMailLine(text, rule + 1, end)) &&
    kept.every((at) => text.kinds[at] !== 'heading')
  if (first === undefined || !isIt || size > longest.characters) return undefined
  if (text.keptIn(from, rule).length === 0) return undefined
  const title = shorten(plainOf(text.lines[first]!), 60) || 'Footer'
  return { startLine: first + 1, endLine: (lastRow(text, first, end) ?? first) + 1, title }
}

const hasMailLine = (text: NewsletterText, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) if (text.dropped.get(at) === 'a line of a mail tool') return true
  return false
}
