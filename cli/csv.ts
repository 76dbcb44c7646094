/** One record as in RFC 4180 §2, without the line break. */
export const csvLine = (cells: readonly (string | undefined)[]): string =>
  cells.map((cell = '') => quoted(harmless(cell))).join(',')

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/**
 * Spreadsheets read a cell that begins like this as a formula, and anybody may sign up as `=1+1@example.org` (OWASP,
 * "CSV Injection").
 */
const harmless = (cell: string) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
