import { unescapeHtml } from '../../../functions/web/escape-html.ts'
import { type Block, withText } from './blocks.ts'

/**
 * Turns the HTML that a cell may hold into Markdown. A raised sign is attached to its word: `[MRL <sup>+</sup> 17]`.
 */
const cellOf = (text: string): string =>
  text
    .trim()
    .replace(/<code>(.*?)<\/code>/gi, (_, code: string) => `\`${unescapeHtml(code).replace(/`/g, "'")}\``)
    .replace(/\s*<sup>\s*([+*†‡§])\s*<\/sup>\s*/gi, '$1')
    .replace(/<(b|strong)>(.*?)<\/\1>/gi, '**$2**')
    .replace(/<(i|em)>(.*?)<\/\1>/gi, '*$2*')
    .replace(/(?<!\\)\|/g, '\\|')

/** Turns rows of tab-separated cells, without a delimiter row, into a Markdown table. */
export const tableOf = (block: Block): Block => {
  const rows = block.lines.map(({ text }) => text.split('\t').map(cellOf))
  const width = Math.max(...rows.map(lastFilled))
  const even = rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''))
  const [head, ...body] = withOneHead(even)
  const lines = [head!, Array.from({ length: width }, (_, at) => alignmentOf(body, at)), ...body]
  const skipped = even.length - body.length - 1
  // For source line numbers, the delimiter row stands for the second row of a two-row header, else for the first.
  const numbers = block.lines.map(({ line }) => line)
  const at = [numbers[0]!, numbers[skipped]!, ...numbers.slice(skipped + 1)]
  return {
    ...withText(block, ''),
    lines: lines.map((cells, index) => ({ line: at[index]!, text: `| ${cells.join(' | ')} |` })),
  }
}

const lastFilled = (row: readonly string[]): number =>
  Math.max(1, row.findLastIndex((cell) => cell !== '') + 1)

/**
 * Merges a two-row header whose first row spans columns of the second (`COCO, , Flickr30k,` over `CIDEr, SPICE, …`)
 * into one: `COCO CIDEr`, `COCO SPICE`.
 */
const withOneHead = (rows: string[][]): string[][] => {
  const [first = [], second = [], ...rest] = rows
  const spans = first.some((cell, at) => at > 0 && cell === '' && second[at] !== '')
  const isSecondHead = second[0] === '' && second.slice(1).every((cell) => cell !== '') && first[0] !== ''
  if (!spans || !isSecondHead || rest.length === 0) return rows
  let group = ''
  const head = first.map((cell, at) => {
    if (cell !== '') group = cell
    return at === 0 ? cell : `${group} ${second[at]}`.trim()
  })
  return [head, ...rest]
}

/** Columns of numbers are aligned right. */
const alignmentOf = (rows: readonly string[][], at: number): string => {
  const cells = rows.map((row) => row[at]!.replace(/[*†‡]/g, '')).filter(Boolean)
  return cells.length > 0 &&
    cells.every((cell) => /^[-–—√✓]*$|^[<>~≈±]?[-+.\d,/%\s±]+$/.test(cell)) &&
    cells.some((cell) => /\d/.test(cell))
    ? '---:'
    : '---'
}
