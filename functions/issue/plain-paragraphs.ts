import type { Paragraph } from 'mdast'

/**
 * A line that is plain text to any Markdown parser, at the start of a paragraph or inside it: it starts with a letter
 * and has no character that means something in Markdown, GFM or TeX.
 */
const plain =
  /^(?!.*(?:www\.|:\/))\p{L}(?:[\p{L}\p{M}\p{N} .,;:'"()?!%…–—“”‘’，。、；：？！（）「」『』《》-]*(?<! ))?$/iu
const blank = /^[ \t]*$/

/** Characters: shorter runs take no longer with the parser. */
const shortest = 200

type Cut = { start: number; line: number; isPlain?: boolean }
type Run = { start: number; line: number; end: number; endLine: number }

/** Finds runs of plain paragraphs, line by line, and adds a cut before and after each. */
export const createPlainRuns = (cuts: Cut[]) => {
  let run: Run | undefined
  let paragraph: { start: number; line: number } | undefined
  let afterBlank = true
  const end = () => {
    paragraph = undefined
    afterBlank = false
    if (run && run.end - run.start >= shortest) {
      const last = cuts.at(-1)!
      if (last.start === run.start) last.isPlain = true
      else cuts.push({ start: run.start, line: run.line, isPlain: true })
      cuts.push({ start: run.end, line: run.endLine })
    }
    run = undefined
  }
  return {
    /** @param at the offset of the line */
    next: (text: string, at: number, line: number) => {
      if (blank.test(text)) {
        if (paragraph) {
          run ??= { ...paragraph, end: at, endLine: line }
          Object.assign(run, { end: at, endLine: line })
        }
        paragraph = undefined
        afterBlank = true
      } else if ((paragraph || afterBlank) && plain.test(text)) {
        paragraph ??= { start: at, line }
        afterBlank = false
      } else end()
    },
    end,
    /** Whether a run has begun, which must not be cut. */
    isWithin: () => run !== undefined,
  }
}

/**
 * Gives the result that the parser would give for a run.
 * @param line number of its first line
 */
export const plainParagraphs = (text: string, line: number): Paragraph[] => {
  const paragraphs: Paragraph[] = []
  let [value, first, at] = ['', line, line]
  const close = () => {
    const position = { start: place(first), end: place(at - 1) }
    if (value) paragraphs.push({ type: 'paragraph', children: [{ type: 'text', value, position }], position })
    value = ''
  }
  for (const one of text.split('\n')) {
    if (blank.test(one)) close()
    else if (value) value += `\n${one}`
    else {
      value = one
      first = at
    }
    at++
  }
  close()
  return paragraphs
}

const place = (line: number) => ({ line, column: 1, offset: 0 })
