/** One record as in RFC 4180 §2, without the line break. Every cell is quoted, so that no other delimiter begins one. */
export const csvLine = (cells: readonly (string | undefined)[]): string =>
  cells.map((cell = '') => `"${harmless(cell).replaceAll('"', '""')}"`).join(',')

/**
 * Spreadsheets read a cell that begins like this as a formula, and anybody may sign up as `=1+1@example.org` (OWASP,
 * "CSV Injection"). An apostrophe before it is guarded, too: an import takes one away.
 */
const harmless = (cell: string) => (/^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)
