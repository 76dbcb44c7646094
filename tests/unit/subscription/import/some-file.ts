import type { Encoding } from '../../../../functions/subscription/import/encoding.ts'
import { readRows } from '../../../../functions/subscription/import/read-rows.ts'
import type { OpenAt, Place, Row, Shape } from '../../../../functions/subscription/import/rows.ts'

/** A file in memory, which is read in chunks of some bytes. */
export const aFile = (bytes: Uint8Array | string, chunk = 64 * 1024): OpenAt => {
  const all = typeof bytes === 'string' ? Buffer.from(bytes) : bytes
  return async function* (from) {
    for (let at = from; at < all.length; at += chunk) yield all.subarray(at, at + chunk)
  }
}

export const aShape = (but: Partial<Shape> = {}): Shape => ({
  format: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  keys: [],
  ...but,
})

export const start: Place = { byte: 0, row: 1 }

export const allRows = async (open: OpenAt, shape: Shape = aShape(), from = start): Promise<Row[]> => {
  const rows: Row[] = []
  for await (const row of readRows(open, shape, from)) rows.push(row)
  return rows
}

/** Text in an encoding, as far as the encodings differ for what tests write. */
export const inEncoding = (text: string, encoding: Encoding): Uint8Array => {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  return Buffer.concat([...text].map((character) => bytesOf(character, encoding)))
}

const known: Partial<Record<Encoding, Map<string, Buffer>>> = {}

/** Node encodes into UTF-8 and UTF-16 only; of others it can be found out what each pair of bytes means. */
const bytesOf = (character: string, encoding: Encoding): Buffer => {
  known[encoding] ??= new Map(
    [...singles(), ...pairs()].flatMap((bytes) => {
      const text = decoded(bytes, encoding)
      return text === undefined || [...text].length !== 1 ? [] : [[text, bytes] as const]
    }),
  )
  return known[encoding].get(character) ?? Buffer.from('?')
}

const singles = () => Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]))
const pairs = () =>
  Array.from({ length: 126 * 191 }, (_, at) => Buffer.from([0x81 + Math.floor(at / 191), 0x40 + (at % 191)]))

const decoded = (bytes: Buffer, encoding: Encoding): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
