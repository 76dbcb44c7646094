import type { Columns } from './columns.ts'
import type { Row } from './rows.ts'

/** The cells of a row that count, by field. */
export type Values = Record<string, string>

/** @returns undefined when a cell that counts is no text in the file's encoding */
export const valuesIn = (cells: NonNullable<Row['cells']>, columns: Columns): Values | undefined => {
  const values: Values = {}
  for (const [field, at] of Object.entries(columns)) {
    const cell = cells[at]
    if (cell === undefined) return undefined
    values[field] = cell
  }
  return values
}

/** Exports guard what a spreadsheet would take for a formula by an apostrophe; this takes it away. */
export const withoutGuard = (cell: string): string => cell.replace(/^'(?=[=+\-@\t\r])/, '')
