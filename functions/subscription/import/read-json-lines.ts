import { createCellDecoder } from './encoding.ts'
import { longestRow } from './import-limits.ts'
import { type OpenAt, type Place, placeAfter, type Row, type Shape } from './rows.ts'

const newline = 0x0a

/** Reads JSON Lines: one object a line, whose values become cells in the order of the shape's keys. */
export async function* readJsonLines(open: OpenAt, { keys }: Shape, from: Place): AsyncGenerator<Row> {
  const decode = createCellDecoder('utf-8')
  let place = from
  for await (const line of linesOf(open(from.byte))) {
    const object = line.text === undefined ? undefined : objectIn(decode(line.text))
    const cells = object === 'blank' ? [] : object && cellsOf(object, keys)
    const number = place.row
    place = placeAfter(place, line.bytes, cells)
    yield { number, next: place, cells }
  }
}

const cellsOf = (object: Record<string, unknown>, keys: readonly string[]): string[] => {
  const values = new Map(Object.entries(valuesOf(object)))
  return keys.map((key) => values.get(key) ?? '')
}

type Line = {
  /** As Latin-1, without its end; undefined when it is too long. */
  text: string | undefined
  /** With its end. */
  bytes: number
}

/** Cuts bytes into lines. Of a line that is too long nothing is kept. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: string[] = []
  let bytes = 0
  const line = (): Line => ({ text: bytes > longestRow ? undefined : parts.join(''), bytes })
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    while (start < buffer.length) {
      const found = buffer.indexOf(newline, start)
      const end = found < 0 ? buffer.length : found + 1
      bytes += end - start
      if (bytes > longestRow) parts = []
      else parts.push(buffer.toString('latin1', start, found < 0 ? end : found))
      start = end
      if (found < 0) continue
      yield line()
      parts = []
      bytes = 0
    }
  }
  if (bytes > 0) yield line()
}

/** @returns the object of a line; `blank` for a line of nothing; undefined for anything else */
export const objectIn = (text: string | undefined): Record<string, unknown> | 'blank' | undefined => {
  if (text === undefined) return undefined
  if (text.trim() === '') return 'blank'
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The values of an object by key; those of an object inside it, such as `fields`, by both keys with a dot between. */
export const valuesOf = (object: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) =>
      isObject(value)
        ? Object.entries(value).map(([inner, one]) => [`${key}.${inner}`, cellOf(one)])
        : [[key, cellOf(value)]],
    ),
  )

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A list is joined, since topics may be one. */
const cellOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.filter((one) => ['string', 'number'].includes(typeof one)).join(',')
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : ''
}
