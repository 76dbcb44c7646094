import type { Line } from './code.ts'
import type { Notes } from './remarks.ts'

/** Blocks longer than this, in characters, are cut at the next block inside them. */
const longest = 30_000

const isBlank = (text: string) => text.trim() === ''
const item = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/

/**
 * Splits overlong quotations, list items and notes: the parser takes time quadratic in the length of a block
 * (micromark's `EditMap.consume`; see functions/issue/markdown-chunks.ts).
 */
export const cutLongBlocks = (lines: readonly Line[], notes: Notes): Line[] => {
  const out: Line[] = []
  let [size, afterBlank] = [0, true]
  for (const one of lines) {
    const { text, line, code } = one
    const quote = /^ {0,3}>/.test(text)
    // A line outside any block starts a new piece.
    if (!code && /^[^\s>]/.test(text) && (afterBlank || item.test(text))) size = 0
    if (!code && size > longest && !isBlank(text) && (item.test(text) || afterBlank)) {
      notes.doubtKind('long block', line, 'a quotation, an item or a note is longer than any: it is cut')
      out.push(
        { line, text: '' },
        { line, text: quote ? `> ${text.replace(/^[ \t>]*/, '')}` : text.trimStart() },
      )
      size = 0
    } else out.push(one)
    size += text.length + 1
    afterBlank = isBlank(text)
  }
  return out
}
