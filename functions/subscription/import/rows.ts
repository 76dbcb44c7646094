import type { Encoding } from './encoding.ts'

/** Opens a file's bytes from an offset, as often as asked. */
export type OpenAt = (byte: number) => AsyncIterable<Uint8Array>

/**
 * Where a row begins: its first byte, and its number as a spreadsheet counts, the first line being row 1. `unreadable`: how
 * many rows before it cannot be read, if any.
 */
export type Place = { byte: number; row: number; unreadable?: number | undefined }

/** How a file's bytes are rows. */
export type Shape = {
  format: 'csv' | 'jsonl'
  encoding: Encoding
  /** Between the cells of CSV; unused in JSON Lines. */
  delimiter: string
  /** The keys of JSON Lines as plain names, in the order in which their values become cells; empty for CSV. */
  keys: string[]
}

/** Why a row cannot be read: its quotation marks, its length, or that it is no JSON object. */
export type Unread = 'unreadable' | 'too-long' | 'not-json'

/**
 * One row; `next` is where the row after it begins. `cells` is undefined when the row cannot be read (`why`), a cell when its
 * bytes are no text in the file's encoding.
 */
export type Row = { number: number; next: Place } & (
  | { cells: (string | undefined)[]; why?: undefined }
  | { cells: undefined; why: Unread }
)

/** @param bytes of the row at `place` */
export const placeAfter = (
  { byte, row, unreadable = 0 }: Place,
  bytes: number,
  cells: readonly unknown[] | undefined,
): Place => {
  const all = unreadable + (cells ? 0 : 1)
  return { byte: byte + bytes, row: row + 1, ...(all > 0 && { unreadable: all }) }
}
