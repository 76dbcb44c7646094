import { readAddress } from '../states/address.ts'
import type { Columns, Mapping } from './column-names.ts'
import type { Encoding } from './encoding.ts'
import { findColumns, type Offer } from './find-columns.ts'
import { longestRow, mostAbove, mostColumns } from './import-limits.ts'
import { noAddresses } from './no-addresses.ts'
import { readRows } from './read-rows.ts'
import type { Plan } from './reading-plan.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place, Row, Shape } from './rows.ts'

/** How a file is to be read, as far as its kind tells, and its columns' names. */
export type Found = Pick<Plan, 'shape' | 'columns' | 'from' | 'width'> & { header: string[] }

export type TableToInspect = { offer: Offer; mapping: Mapping; encoding: Encoding; start: Place }

type Table = { shape: Shape; rows: Row[]; columns?: Columns | undefined; at: number }

/**
 * Finds the line of column names, and what stands between cells: whichever mark makes most columns of that line.
 * @param sample the file's beginning
 * @throws Refusal when no column holds addresses
 */
export const inspectCsv = async (sample: Uint8Array, table: TableToInspect): Promise<Found> => {
  const { encoding } = table
  async function* open(byte: number) {
    yield sample.subarray(byte)
  }
  // In GB 18030 the byte of a bar is a part of characters, too.
  const marks = [',', ';', '\t', ...(encoding === 'gb18030' ? [] : ['|'])]
  const shapes = marks.map((delimiter): Shape => ({ format: 'csv', encoding, delimiter, keys: [] }))
  const tables = await Promise.all(shapes.map(async (shape) => tableIn(open, shape, table)))
  const named = widest(tables.filter(({ columns }) => columns))
  if (!named) return headless(widest(tables)!, table)
  const { shape, rows, at, columns } = named
  const header = namesIn(rows[at]!)
  return { shape, header, width: header.length, columns: columns!, from: rows[at]!.next }
}

const widthOf = ({ rows, at }: Table): number => rows[at]?.cells?.length ?? 0
const widest = (tables: readonly Table[]): Table | undefined =>
  tables.reduce<Table | undefined>(
    (best, one) => (best === undefined || widthOf(one) > widthOf(best) ? one : best),
    undefined,
  )

const namesIn = ({ cells = [] }: Row): string[] => cells.map((cell) => cell?.trim() ?? '')

/** The first rows of a file by one delimiter, up to its line of column names; without one, `at` is the first row. */
const tableIn = async (
  open: OpenAt,
  shape: Shape,
  { offer, mapping, start }: TableToInspect,
): Promise<Table> => {
  const rows: Row[] = []
  for await (const row of readRows(open, shape, start)) {
    rows.push(row)
    const header = namesIn(row)
    // A row of somebody's own address is no header, whatever else it says.
    if (rows.length > mostAbove || addressAt(header) !== undefined) break
    if (header.length > mostColumns)
      throw new Refusal(
        `Row ${row.number} has ${header.length.toLocaleString('en')} columns, of which at most ${mostColumns.toLocaleString('en')} are read: leave out those that hold nothing of readers`,
      )
    const columns = findColumns(header, offer, mapping)
    if (columns) return { shape, rows, columns, at: rows.length - 1 }
  }
  return { shape, rows, at: 0 }
}

/** A table that begins with readers: its one column of addresses is plain to see, others only by what was said. */
const headless = ({ shape, rows }: Table, { offer, mapping, start }: TableToInspect): Found => {
  const broken = rows.find(({ cells }) => !cells)
  const cells = rows[0]?.cells?.map((cell) => cell ?? '') ?? []
  const at = addressAt(cells)
  if (at === undefined && broken)
    throw new Refusal(
      `Row ${broken.number} is longer than ${longestRow / 1024} KB, or a quotation mark in it is never closed: this is no table of readers. Export it again`,
    )
  if (at === undefined) throw noAddresses(cells, mapping)
  const unsaid = cells.flatMap((_, index) => (Object.hasOwn(mapping, String(index + 1)) ? [] : [index + 1]))
  if (cells.length > 1 && unsaid.length > 0)
    throw new Refusal(
      `The file has ${cells.length} columns and no line of their names: add one, or map each by its number, “-” for one that says nothing of readers. Not mapped: ${unsaid.join(', ')}`,
    )
  const nameless = cells.map(() => '')
  const columns = findColumns(nameless, offer, cells.length > 1 ? mapping : { '1': 'address', ...mapping })
  if (!columns) throw noAddresses(cells, mapping)
  return { shape, header: [], width: cells.length, columns, from: start }
}

const addressAt = (cells: readonly string[]): number | undefined => {
  const at = cells.findIndex((cell) => readAddress(cell.replace(/^'/, '')).outcome === 'read')
  return at < 0 ? undefined : at
}
