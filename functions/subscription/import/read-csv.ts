import { CsvError, type Info, parse } from 'csv-parse'
import { createCellDecoder } from './encoding.ts'
import { longestRow, mostUnreadable } from './import-limits.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place, Row, Shape } from './rows.ts'
import { utf8Of, utf16Bytes } from './utf16.ts'

/**
 * Reads CSV as services and spreadsheets write it: RFC 4180 with any line ends and stray quotation marks. A row that
 * cannot be read is passed over to the end of its first line, where reading goes on.
 * @throws Refusal when too many rows cannot be read
 */
export async function* readCsv(open: OpenAt, shape: Shape, from: Place): AsyncGenerator<Row> {
  let place = from
  for (let unreadable = 0; unreadable <= mostUnreadable; unreadable += 1) {
    let isBroken = false
    for await (const row of readUntilBroken(open, shape, place)) {
      isBroken = row === 'broken'
      if (row === 'broken') break
      place = row.next
      yield row
    }
    if (!isBroken) return
    const number = place.row
    place = { byte: await endOfLine(open, shape, place.byte), row: number + 1 }
    yield { number, next: place, cells: undefined }
  }
  throw new Refusal(
    `More than ${mostUnreadable} rows cannot be read, the last of them row ${place.row - 1}: it is no table of readers, or its quotation marks are not closed. Export it again`,
  )
}

/** Reads rows up to one that cannot be read: in its place stands `broken`, which is the last. */
async function* readUntilBroken(open: OpenAt, shape: Shape, from: Place): AsyncGenerator<Row | 'broken'> {
  const isWide = shape.encoding.startsWith('utf-16')
  const decode = createCellDecoder(isWide ? 'utf-8' : shape.encoding)
  const source = open(from.byte)
  let place = from
  let parsed = 0
  for await (const one of parsedRows(isWide ? utf8Of(source, shape.encoding) : source, shape)) {
    if (one === 'broken') return yield one
    const { record, raw = '', info } = one
    const bytes = info.bytes - parsed
    parsed = info.bytes
    const { byte, row } = place
    place = { byte: byte + (isWide ? utf16Bytes(raw, bytes) : bytes), row: row + 1 }
    yield { number: row, next: place, cells: record.map(decode) }
  }
}

type Parsed = { record: string[]; raw?: string; info: Info }

/**
 * What the parser makes of bytes. Its rows are taken as it cuts them: as a stream it would throw away those before a row
 * that cannot be read.
 */
async function* parsedRows(
  source: AsyncIterable<Uint8Array>,
  shape: Shape,
): AsyncGenerator<Parsed | 'broken'> {
  const rows: Parsed[] = []
  const parser = parse({
    ...optionsFor(shape),
    on_record: (row: unknown) => {
      rows.push(row as Parsed)
      return null
    },
  })
  parser.on('error', () => {}).resume()
  const parseNext = (chunk?: Uint8Array) =>
    new Promise<Error | null | undefined>((resolve) => {
      if (chunk) parser.write(chunk, resolve)
      else parser.end(resolve)
    })
  for await (const chunk of source) {
    const error = await parseNext(chunk)
    yield* rows.splice(0)
    if (error) return yield brokenBy(error)
  }
  const error = await parseNext()
  yield* rows
  if (error) yield brokenBy(error)
}

const brokenBy = (error: Error): 'broken' => {
  if (error instanceof CsvError) return 'broken'
  throw error
}

const optionsFor = ({ delimiter, encoding }: Shape) => ({
  delimiter,
  // One character a byte: cells are decoded when they have been cut.
  encoding: 'latin1' as const,
  info: true,
  raw: encoding.startsWith('utf-16'),
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: longestRow,
})

/** @returns the byte after the first line end at or after `byte`, or the file's length */
const endOfLine = async (open: OpenAt, { encoding }: Shape, byte: number): Promise<number> => {
  const isWide = encoding.startsWith('utf-16')
  const width = isWide ? 2 : 1
  const source = isWide ? utf8Of(open(byte), encoding) : open(byte)
  let at = byte
  let isAfterReturn = false
  for await (const chunk of source) {
    const text = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString(
      isWide ? 'utf8' : 'latin1',
    )
    if (isAfterReturn) return at + (text.startsWith('\n') ? width : 0)
    const [end = ''] = /\r\n|\r|\n/.exec(text) ?? []
    isAfterReturn = end === '\r' && text.indexOf(end) === text.length - 1
    if (end && !isAfterReturn) return at + width * (text.indexOf(end) + end.length)
    at += width * text.length
  }
  return at
}
