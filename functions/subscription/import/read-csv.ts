import { type Cut, cutRow, nextLine } from './cut-csv.ts'
import { createCellDecoder, type Encoding } from './encoding.ts'
import { type OpenAt, type Place, placeAfter, type Row, type Shape, type Unread } from './rows.ts'

/**
 * Reads CSV as services and spreadsheets write it. A row that cannot be read is passed over to the end of its first line,
 * and the lines after it are read on their own.
 */
export async function* readCsv(open: OpenAt, shape: Shape, from: Place): AsyncGenerator<Row> {
  const { delimiter, encoding } = shape
  const isWide = encoding.startsWith('utf-16')
  const bytesPerUnit = isWide ? 2 : 1
  const decode = isWide ? (cell: string) => cell : createCellDecoder(encoding)
  let place = from
  let text = ''
  let at = 0
  /** Bytes of a broken row that were dropped already. */
  let dropped = 0
  let broken: Unread | undefined
  const rowTo = (
    end: number,
    read: { cells: (string | undefined)[] } | { cells: undefined; why: Unread },
  ): Row => {
    const number = place.row
    place = placeAfter(place, dropped + (end - at) * bytesPerUnit, read.cells)
    at = end
    dropped = 0
    return { number, next: place, ...read }
  }
  for await (const { part, isEnd } of textOf(open(from.byte), encoding)) {
    text = text.slice(at) + part
    at = 0
    while (at < text.length) {
      if (!broken) {
        const cut: Cut = cutRow(text, at, delimiter, isEnd)
        if (cut === 'more') break
        if (typeof cut !== 'string') {
          yield rowTo(cut.next, { cells: cut.cells.map(decode) })
          continue
        }
        broken = cut === 'broken' ? 'unreadable' : cut
      }
      const end = nextLine(text, at, isEnd)
      if (end === undefined) {
        // A last carriage return stays: a line feed may follow.
        dropped += (text.length - 1 - at) * bytesPerUnit
        at = text.length - 1
        break
      }
      const why = broken
      broken = undefined
      yield rowTo(end, { cells: undefined, why })
    }
  }
}

/**
 * The bytes as text of which each UTF-16 code unit is as many bytes: UTF-16 as it is, with a lone surrogate as U+FFFD;
 * anything else as Latin-1, whose cells are decoded when they have been cut.
 */
async function* textOf(
  source: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<{ part: string; isEnd: boolean }> {
  const isWide = encoding.startsWith('utf-16')
  const decoder = isWide ? new TextDecoder(encoding, { ignoreBOM: true }) : undefined
  for await (const chunk of source) {
    const latin1 = () => Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
    yield { part: decoder?.decode(chunk, { stream: true }) ?? latin1(), isEnd: false }
  }
  yield { part: decoder?.decode() ?? '', isEnd: true }
}
