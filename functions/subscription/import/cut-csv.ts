import { longestRow } from './import-limits.ts'

/** What stands at a place of some text. `more`: only text that is yet to come can tell. */
export type Cut = { cells: string[]; next: number } | 'broken' | 'too-long' | 'more'

/**
 * Cuts one row of CSV (RFC 4180, with any line ends). A cell that begins with a quotation mark must end with one right
 * before a delimiter or a line end, or the row is broken: whatever else one made of it, lines would vanish in a cell. A
 * quotation mark inside a cell that begins otherwise is a part of it.
 * @param isEnd no more text is to come
 */
export const cutRow = (text: string, from: number, delimiter: string, isEnd: boolean): Cut => {
  const cells: string[] = []
  for (let at = from; ; ) {
    const cell = text[at] === '"' ? quotedCell(text, at, delimiter) : plainCell(text, at, delimiter)
    if (cell === 'broken') return 'broken'
    const mayChange = cell === undefined || cell.end >= text.length
    if (mayChange && !isEnd) return text.length - from > longestRow ? 'too-long' : 'more'
    if (cell === undefined) return 'broken'
    if (cell.end - from > longestRow) return 'too-long'
    cells.push(cell.text)
    if (text[cell.end] === delimiter) {
      at = cell.end + 1
      continue
    }
    const next = afterLineEnd(text, cell.end, isEnd)
    return next === undefined ? 'more' : { cells, next }
  }
}

type Cell = { text: string; end: number }

const plainCell = (text: string, at: number, delimiter: string): Cell => {
  let end = at
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return { text: text.slice(at, end), end }
}

/** @returns undefined when it is not closed */
const quotedCell = (text: string, at: number, delimiter: string): Cell | 'broken' | undefined => {
  let mark = text.indexOf('"', at + 1)
  while (mark >= 0 && text[mark + 1] === '"') mark = text.indexOf('"', mark + 2)
  if (mark < 0) return undefined
  const end = mark + 1
  const isClosed = end === text.length || [delimiter, '\n', '\r'].includes(text[end]!)
  return isClosed ? { text: text.slice(at + 1, mark).replaceAll('""', '"'), end } : 'broken'
}

/** @returns where the next line begins; undefined when that is not known yet */
const afterLineEnd = (text: string, at: number, isEnd: boolean): number | undefined => {
  if (text[at] !== '\r') return Math.min(at + 1, text.length)
  if (at + 1 === text.length && !isEnd) return undefined
  return text[at + 1] === '\n' ? at + 2 : at + 1
}

/** @returns where the line after that of `from` begins; undefined when that is not known yet */
export const nextLine = (text: string, from: number, isEnd: boolean): number | undefined => {
  const lineEnd = /[\r\n]/g
  lineEnd.lastIndex = from
  const end = lineEnd.exec(text)?.index ?? text.length
  return end === text.length && !isEnd ? undefined : afterLineEnd(text, end, isEnd)
}
