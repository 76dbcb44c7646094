import type { Paragraph } from 'mdast'

/**
 * A line that is text to any parser of Markdown, wherever a paragraph may begin or go on: it begins with a letter, and
 * holds nothing of which Markdown, GFM or TeX make anything.
 */
const plain =
  /^(?!.*(?:www\.|:\/))\p{L}(?:[\p{L}\p{M}\p{N} .,;:'"()?!%…–—“”‘’，。、；：？！（）「」『』《》-]*[^\s])?$/iu
const blank = /^[ \t]*$/

/** Shorter runs take as long with the parser. */
const shortest = 200

type Cut = { start: number; line: number; isPlain?: boolean }
type Run = { start: number; line: number; end: number; endLine: number }

/** Finds runs of paragraphs of mere words, line by line, and cuts before and after each. */
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
    /** @param at where the line begins */
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
    /** Whether a run has begun: it is not to be cut. */
    isWithin: () => run !== undefined,
  }
}

/** What the parser would make of a run. @param line of its first line */
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
