import { densityOf } from '../../../functions/issue/slow-markdown.ts'
import type { Notes } from './remarks.ts'

const piece = 12_000

/**
 * Splits a paragraph that would take too long to parse, or escapes its Markdown marks.
 * @returns one or more paragraphs, separated by blank lines
 */
export const thin = (paragraph: string, line: number, notes: Notes): string => {
  const density = densityOf(paragraph)
  if (!density) return paragraph
  const pieces =
    density === 'characters' || paragraph.length > piece
      ? cut(paragraph)
      : [{ text: paragraph, isWithin: false }]
  if (pieces.length > 1 && !paragraph.includes('\n'))
    notes.doubt(line, `a line of ${paragraph.length} characters is cut into ${pieces.length} paragraphs`)
  return pieces
    .map(({ text: one, isWithin }) => {
      // A piece that was mid-line now starts a line, and must not start a quotation or list there.
      if (!densityOf(one)) return isWithin ? one.replace(beginning, '$1\\$2') : one
      notes.doubtKind('dense', line, 'so many marks of Markdown in one paragraph are taken for characters')
      return one.replace(
        /[`*_[\]<>~|!$]|^[ \t]*(?:[#+-]|\d+[.)])/gm,
        (mark) => `${mark.slice(0, -1)}\\${mark.slice(-1)}`,
      )
    })
    .join('\n\n')
}

/** Marks that start a block at the beginning of a line. */
const beginning = /^(\d{0,9})([>#+=~`|*_[\])(.-])/

/** Cuts at a line end, else after a sentence, else between words, else anywhere. */
const cut = (text: string): { text: string; isWithin: boolean }[] => {
  const out: { text: string; isWithin: boolean }[] = []
  for (let from = 0; from < text.length; ) {
    const window = text.slice(from, from + piece)
    const end = from + piece >= text.length ? window.length : endIn(window)
    const part = window.slice(0, end).trim()
    out.push({ text: part, isWithin: from > 0 && text[from - 1] !== '\n' })
    from += end
  }
  return out.filter((one) => one.text !== '')
}

const endIn = (window: string): number => {
  for (const mark of [/\n/g, /[.!?][ \n]|[。！？]/g, /\s/g]) {
    const last = [...window.matchAll(mark)].at(-1)
    if (last && last.index > piece / 2) return last.index + last[0].length
  }
  return /[\ud800-\udbff]$/.test(window) ? window.length - 1 : window.length
}
