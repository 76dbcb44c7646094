import { readCsv } from './read-csv.ts'
import { readJsonLines } from './read-json-lines.ts'
import type { OpenAt, Place, Row, Shape } from './rows.ts'

/** Reads a file's rows one by one, from anywhere that a row begins. */
export const readRows = (open: OpenAt, shape: Shape, from: Place): AsyncGenerator<Row> =>
  shape.format === 'csv' ? readCsv(open, shape, from) : readJsonLines(open, shape, from)
