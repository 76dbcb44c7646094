import { eastAsianWidth } from 'get-east-asian-width'
import { graphemesOf } from './graphemes.ts'

/** Text set in columns: East Asian characters and emoji take two (UAX #11, Wide and Fullwidth). */
const isWide = (grapheme: string): boolean => {
  for (const character of grapheme) if (eastAsianWidth(character.codePointAt(0)!) === 2) return true
  return false
}

/** How many columns a text takes. */
export const columnsOf = (text: string): number => {
  if (isAscii.test(text)) return text.length
  let columns = 0
  for (const grapheme of graphemesOf(text)) columns += isWide(grapheme) ? 2 : 1
  return columns
}
const isAscii = /^[\x20-\x7e]*$/

/** Must not begin a line, or end one (GB/T 15834, line breaking). The quotes “ ” ‘ ’ are narrow but break alike. */
const noStart = /^[，。、；：？！）》」』】〕…—”’·,.;:?!)\]}%]/
const noEnd = /[（《「『【〔“‘([{]$/

/** What a line may not be broken within: a run of Latin characters, or one wide character. */
const unitsOf = (text: string): string[] => {
  const units: string[] = []
  let before = ''
  for (const grapheme of graphemesOf(text)) {
    const kind = /^[ \t\r\n]/.test(grapheme) ? 'space' : isWide(grapheme) ? 'wide' : 'narrow'
    if (kind === before && kind !== 'wide') units[units.length - 1] += grapheme
    else units.push(grapheme)
    before = kind
  }
  return units
}

/**
 * Breaks a paragraph into lines of at most `width` columns; a longer word or address stays whole on its line.
 * @param indent stands before every line but the first
 */
export const wrap = (text: string, width = 72, indent = ''): string => {
  const lines: string[] = []
  let line = ''
  let columns = 0
  for (const unit of glue(unitsOf(text.trim()))) {
    const isSpace = /^\s/.test(unit)
    const isEmpty = line.trim() === ''
    const wide = isSpace ? 1 : columnsOf(unit)
    if (isSpace && isEmpty) continue
    if (!isSpace && !isEmpty && columns + wide > width) {
      lines.push(line.trimEnd())
      line = indent
      columns = columnsOf(indent)
    }
    line += isSpace ? ' ' : unit
    columns += wide
  }
  return [...lines, line.trimEnd()].join('\n')
}

/** Joins what may not be parted: a closing mark to what stands before it, an opening one to what follows. */
const glue = (units: string[]): string[] => {
  const glued: string[] = []
  for (const unit of units) {
    const last = glued.at(-1)
    if (last && !/\s$/.test(last) && (noStart.test(unit) || noEnd.test(last)))
      glued[glued.length - 1] = last + unit
    else glued.push(unit)
  }
  return glued
}

/** A heading with a rule of its own width below. */
export const underlined = (text: string, rule = '-'): string => `${text}\n${rule.repeat(columnsOf(text))}`

/** Words and the colon that is written after them. */
export const withColon = (words: string): string => {
  for (const grapheme of graphemesOf(words)) if (isWide(grapheme)) return `${words}：`
  return `${words}:`
}
