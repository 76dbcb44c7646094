import type { Line } from './code.ts'
import type { Notes } from './notes.ts'

/** A block that goes on for so many characters is cut where one within it begins. */
const longest = 30_000

const isBlank = (text: string) => text.trim() === ''
const item = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/

/**
 * Ends a quotation, an item or a note that is longer than any: the parser takes one in one piece, and its time grows with
 * the square of that (micromark's `EditMap.consume`, as in functions/issue/markdown-chunks.ts).
 */
export const cutLongBlocks = (lines: readonly Line[], notes: Notes): Line[] => {
  const out: Line[] = []
  let [size, afterBlank] = [0, true]
  for (const one of lines) {
    const { text, line, code } = one
    const quote = /^ {0,3}>/.test(text)
    // What is in no other block begins a piece of its own.
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
