import type { Columns } from './column-names.ts'
import type { Row } from './rows.ts'

/** The cells of a row that count, by field, in the order of the columns. */
export type Values = Record<string, string[]>

/**
 * @param isTable cells may be guarded from spreadsheets
 * @returns undefined when a cell that counts is no text in the file's encoding
 */
export const valuesIn = (
  cells: NonNullable<Row['cells']>,
  columns: Columns,
  isTable: boolean,
): Values | undefined => {
  const values: Values = {}
  for (const [field, places] of Object.entries(columns)) {
    values[field] = []
    for (const at of places) {
      const cell = cells[at]
      if (cell === undefined) return undefined
      values[field].push((isTable ? withoutGuard(cell) : cell).trim())
    }
  }
  return values
}

/** The first cell of a field that is not empty, or nothing. */
export const firstValue = (values: Values, field: string): string =>
  values[field]?.find((cell) => cell !== '') ?? ''

/** Exports guard what a spreadsheet would take for a formula by an apostrophe; this takes it away. */
const withoutGuard = (cell: string): string => cell.replace(/^'(?='*[=+\-@\t\r])/, '')
