import { mayTellWhoLeft, plainName } from './column-names.ts'
import { createCellDecoder } from './encoding.ts'
import { refuseUnread } from './find-columns.ts'
import { longestRow } from './import-limits.ts'
import { type OpenAt, type Place, placeAfter, type Row, type Shape } from './rows.ts'

const newline = 0x0a

/**
 * Reads JSON Lines: one object a line, whose values become cells in the order of the shape's keys.
 * @throws Refusal for a key that may say who left, and was not there when the file was inspected
 */
export async function* readJsonLines(open: OpenAt, { keys }: Shape, from: Place): AsyncGenerator<Row> {
  const decode = createCellDecoder('utf-8')
  let place = from
  for await (const line of linesOf(open(from.byte))) {
    const object = line.text === undefined ? undefined : objectIn(decode(line.text))
    const cells = object === 'blank' ? [] : object && cellsOf(object, keys, place.row)
    const why = line.text === undefined ? 'too-long' : 'not-json'
    const number = place.row
    place = placeAfter(place, line.bytes, cells)
    yield cells ? { number, next: place, cells } : { number, next: place, cells, why }
  }
}

const cellsOf = (
  object: Record<string, unknown>,
  keys: readonly string[],
  row: number,
): string[] | undefined => {
  const values = valuesOf(object)
  if (!values) return undefined
  const byName = new Map<string, string[]>()
  for (const [key, cells] of values)
    byName.set(plainName(key), [...(byName.get(plainName(key)) ?? []), ...cells])
  const known = new Set(keys)
  refuseUnread(
    [...values.keys()].filter((key) => !known.has(plainName(key)) && mayTellWhoLeft(key)),
    `Row ${row}: By its name`,
  )
  return keys.map((key) => byName.get(key)?.join(',') ?? '')
}

type Line = {
  /** As Latin-1, without its end; undefined when it is too long. */
  text: string | undefined
  /** With its end. */
  bytes: number
}

/** Cuts bytes into lines. Of a line that is too long nothing is kept, but that it is blank if it is. */
async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  let parts: string[] = []
  let bytes = 0
  let isBlank = true
  const line = (): Line => {
    const text = isBlank ? '' : bytes > longestRow ? undefined : parts.join('')
    return { text, bytes }
  }
  for await (const chunk of source) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let start = 0
    while (start < buffer.length) {
      const found = buffer.indexOf(newline, start)
      const end = found < 0 ? buffer.length : found + 1
      bytes += end - start
      const part = buffer.toString('latin1', start, found < 0 ? end : found)
      isBlank &&= part.trim() === ''
      if (bytes > longestRow) parts = []
      else parts.push(part)
      start = end
      if (found < 0) continue
      yield line()
      parts = []
      bytes = 0
      isBlank = true
    }
  }
  if (bytes > 0) yield line()
}

/** @returns the object of a line; `blank` for a line of nothing; undefined for anything else */
export const objectIn = (text: string | undefined): Record<string, unknown> | 'blank' | undefined => {
  if (text === undefined) return undefined
  if (isBlankLine(text)) return 'blank'
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) && !Array.isArray(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether a line shows nothing: editors and old programs leave spaces without width, zeros, and the end mark of DOS. */
export const isBlankLine = (text: string): boolean =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /^[\s\x00\x1a\x85\u200b-\u200d\u2060]*$/.test(text)

const deepest = 8

/**
 * The values of an object by key; those of an object inside it, or in a list inside it, such as `fields`, by all keys with
 * dots between. A list has several, since topics may be one.
 * @returns undefined when it is nested too deep to be a reader
 */
export const valuesOf = (object: Record<string, unknown>): Map<string, string[]> | undefined => {
  const values = new Map<string, string[]>()
  const collect = (key: string, value: unknown, depth: number): boolean => {
    if (depth > deepest) return false
    if (Array.isArray(value)) return value.every((one) => collect(key, one, depth + 1))
    if (isObject(value))
      return Object.entries(value).every(([inner, one]) =>
        collect(key === '' ? inner : `${key}.${inner}`, one, depth + 1),
      )
    const cells = values.get(key) ?? []
    values.set(key, cells)
    if (['string', 'number', 'boolean'].includes(typeof value) && value !== '') cells.push(String(value))
    return true
  }
  return collect('', object, 0) ? values : undefined
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null
