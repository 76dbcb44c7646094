import { mostUnreadable } from './import-limits.ts'
import { readCsv } from './read-csv.ts'
import { readJsonLines } from './read-json-lines.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place, Row, Shape } from './rows.ts'

/**
 * Reads a file's rows one by one, from anywhere that a row begins.
 * @throws Refusal when too many rows of the file cannot be read
 */
export async function* readRows(open: OpenAt, shape: Shape, from: Place): AsyncGenerator<Row> {
  const rows = shape.format === 'csv' ? readCsv(open, shape, from) : readJsonLines(open, shape, from)
  for await (const row of rows) {
    if ((row.next.unreadable ?? 0) > mostUnreadable)
      throw new Refusal(
        `More than ${mostUnreadable} rows cannot be read, the last of them row ${row.number}: it is no table of readers, or its quotation marks are not closed. Export it again`,
      )
    yield row
  }
}
