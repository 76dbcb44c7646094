import { parse } from 'csv-parse/sync'
import { Stop } from '../../terminal/terminal-io.ts'
import { type Archive, named, readText } from './archive.ts'

/** A row by column name, in lower case. */
export type Row = Record<string, string>

/**
 * Reads a CSV table (RFC 4180), tolerating what spreadsheets write: a byte-order mark, rows that are too short or too
 * long.
 * @throws Stop when a quotation is never closed
 */
export const readCsv = async (archive: Archive, path: string): Promise<Row[]> => {
  const text = await readText(archive, path)
  try {
    return parse(text, {
      bom: true,
      columns: (head: string[]) => head.map((name) => name.trim().toLowerCase()),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as Row[]
  } catch (cause) {
    throw new Stop(
      `${named(archive, path)} is not a valid table, or is cut short: export it again (${(cause as Error).message})`,
      { cause },
    )
  }
}
