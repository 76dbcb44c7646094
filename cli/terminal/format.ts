import { join } from 'node:path'
import { columnsOf } from '../../emails/text-columns.ts'
import type { ApiProblem } from '../../functions/api/problems.ts'
import type { Problem } from '../../functions/issue/issue.ts'
import type { Counts } from '../../functions/sending/ledger/plan-step.ts'

const grouped = new Intl.NumberFormat('en')
export const number = (value: number): string => grouped.format(value)

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${number(count)} ${count === 1 ? one : many}`

/** `81.4 KB`, of 1,000 bytes. */
export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`

/** @param iso an instant; @returns `2026-12-01 09:00 (Asia/Shanghai)` */
export const localTime = (iso: string, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  return `${parts.format(new Date(iso))} (${timeZone})`
}

/** `42 s`, `3 min`, `1 h 5 min`. */
export const duration = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 60) return `${minutes} min`
  return `${number(Math.floor(minutes / 60))} h ${minutes % 60} min`
}

/** `file:line reason`, as editors and terminals make links of it. */
export const problemLine = (dir: string, { file, line, reason }: Problem): string =>
  `${join(dir, file)}${line === undefined ? '' : `:${line}`} ${reason}`

export const apiProblemLine = ({ field, message }: ApiProblem): string =>
  field ? `${field}: ${message}` : message

/** `unsubscribed 10, suppressed 2`, largest first. */
export const reasons = (counts: Counts): string =>
  Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} ${number(count)}`)
    .join(', ')

export const total = (counts: Record<string, number | undefined>): number =>
  Object.values(counts).reduce<number>((sum, count = 0) => sum + count, 0)

/** Lines of aligned columns; the columns named in `right` are numbers. */
export const table = (rows: string[][], right: number[] = []): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columnsOf(row[column]!))))
  const pad = (cell: string, column: number) => {
    const space = ' '.repeat(widths[column]! - columnsOf(cell))
    return right.includes(column) ? space + cell : cell + space
  }
  return rows.map((row) => row.map(pad).join('  ').trimEnd())
}
