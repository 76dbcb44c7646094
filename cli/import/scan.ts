import type { SourceLine } from './outline.ts'

/** What a line is. `code` is a fence or inside one, `row` a row of a table. */
export type LineKind = 'blank' | 'heading' | 'code' | 'row' | 'text'

/** `gap` is the number of blank lines directly before it: there are many where a picture is missing. */
export type ScannedLine = SourceLine & { kind: LineKind; gap: number }

const fence = /^ {0,3}(`{3,}|~{3,})(.*)$/
const heading = /^ {0,3}#{1,6}(?=[^#])/

/** Classifies the lines of a document; nothing inside a fence is a heading or a row. */
export const scanLines = (lines: readonly SourceLine[]): ScannedLine[] => withRows(scanned(lines))

const scanned = (lines: readonly SourceLine[]): ScannedLine[] => {
  let open: string | undefined
  let gap = 0
  return lines.map(({ line, text }) => {
    const before = gap
    const mark = fence.exec(text)?.[1]
    const isInside = open !== undefined
    if (open === undefined) open = mark
    else if (mark?.startsWith(open) && text.trim() === mark) open = undefined
    const kind = isInside || mark ? 'code' : kindOf(text)
    gap = kind === 'blank' ? gap + 1 : 0
    return { line, text, kind, gap: before }
  })
}

const kindOf = (text: string): LineKind => {
  if (text.trim() === '') return 'blank'
  if (heading.test(text)) return 'heading'
  return 'text'
}

/** Marks rows of tables: lines with tabs between words, and lines with other tabs directly next to those. */
const withRows = (lines: ScannedLine[]): ScannedLine[] => {
  const isText = (at: number) => lines[at]?.kind === 'text' && lines[at].text.includes('\t')
  const rows = new Set<number>()
  lines.forEach(({ kind, text }, at) => {
    if (kind !== 'text' || !/\S *\t+ *\S/.test(text)) return
    rows.add(at)
    for (let above = at - 1; isText(above) && !rows.has(above); above -= 1) rows.add(above)
    for (let below = at + 1; isText(below) && !rows.has(below); below += 1) rows.add(below)
  })
  return lines.map((line, at) =>
    rows.has(at) && (rows.has(at - 1) || rows.has(at + 1)) ? { ...line, kind: 'row' } : line,
  )
}

/** The lines of a text, numbered from 1. */
export const sourceLines = (text: string): SourceLine[] =>
  text.split('\n').map((one, at) => ({ line: at + 1, text: one }))

/** A heading's level, 1–6, and its words. */
export const headingOf = (text: string): { level: number; words: string } => {
  const [, marks = '', rest = ''] = /^ {0,3}(#{1,6})(.*)/.exec(text) ?? []
  return { level: marks.length, words: withoutClosing(rest) }
}

/**
 * A heading's words without closing `#` marks. By hand, because a regular expression takes quadratic time on a run of
 * spaces.
 */
export const withoutClosing = (heading: string): string => {
  const words = heading.trim()
  const bare = words.replace(/(?<!#)#+$/, '')
  return /\s$/.test(bare) ? bare.trim() : words
}
