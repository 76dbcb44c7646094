import { eastAsianWidth } from 'get-east-asian-width'
import { graphemesOf } from './graphemes.ts'

/** Plain text is measured in columns: East Asian characters and emoji take two (UAX #11, Wide and Fullwidth). */
const isWide = (grapheme: string): boolean => {
  for (const character of grapheme) if (eastAsianWidth(character.codePointAt(0)!) === 2) return true
  return false
}

/** The columns that a text takes. */
export const columnsOf = (text: string): number => {
  if (isAscii.test(text)) return text.length
  let columns = 0
  for (const grapheme of graphemesOf(text)) columns += isWide(grapheme) ? 2 : 1
  return columns
}
const isAscii = /^[\x20-\x7e]*$/

/**
 * Characters that must not begin or end a line (GB/T 15834, line breaking). The quotes “ ” ‘ ’ are narrow but break
 * alike.
 */
const noStart = /^[，。、；：？！）》」』】〕…—”’·,.;:?!)\]}%]/
const noEnd = /[（《「『【〔“‘([{]$/

/** Splits a text into units that no line break may split: a run of narrow characters, or one wide character. */
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

/** The usual width of a line in a mail's plain text, in columns. */
export const lineWidth = 72

/**
 * Breaks a paragraph into lines of at most `width` columns. A longer word or URL stays whole on its line.
 * @param indent precedes every line but the first
 */
export const wrap = (text: string, width = lineWidth, indent = ''): string => {
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

/**
 * Joins units that a line break may not separate: a closing mark with what precedes it, an opening one with what
 * follows.
 */
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

/** A heading underlined with a rule of the same width. */
export const underlined = (text: string, rule = '-'): string => `${text}\n${rule.repeat(columnsOf(text))}`

/** What stands before something on the same line: a wide colon is half empty already. */
export const before = (words: string): string => {
  const label = withColon(words)
  return label.endsWith(':') ? `${label} ` : label
}

/** Adds the colon that the script uses, wide or narrow. */
export const withColon = (words: string): string => {
  for (const grapheme of graphemesOf(words)) if (isWide(grapheme)) return `${words}：`
  return `${words}:`
}
