import { readAddress } from '../states/address.ts'
import { type Columns, findColumns, type Mapping, type Offer } from './columns.ts'
import { delimiterIn } from './csv-delimiter.ts'
import { detectEncoding, type Encoding } from './encoding.ts'
import { isJson, refuseOtherKinds } from './file-kind.ts'
import { longestRow, mostAbove, mostColumns, sampleSize } from './import-limits.ts'
import type { Plan } from './plan.ts'
import { objectIn, valuesOf } from './read-json-lines.ts'
import { readRows } from './read-rows.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place, Row, Shape } from './rows.ts'
import { serviceOf, stateInName } from './services.ts'

export type FileToInspect = {
  open: OpenAt
  /** The file's name, which may say what it holds. */
  name: string
  offer: Offer
  mapping?: Mapping
  /** By default it is detected. */
  encoding?: Encoding | undefined
}

/** How a file is to be read, and its columns' names; empty when it has none. */
export type Inspected = { plan: Plan; header: string[] }

/**
 * Finds out how a file is to be read: its encoding, its kind, and what its columns hold.
 * @throws Refusal when it cannot be read as readers; the message says why and what to do
 */
export const inspectFile = async (file: FileToInspect): Promise<Inspected> => {
  const everybody = stateInName(file.name)
  if (everybody === 'never-subscribed')
    throw new Refusal(
      'By its name the file holds contacts who never subscribed: nobody in it may be mailed. Import the file of subscribed contacts',
    )
  const sample = await sampleOf(file.open)
  refuseOtherKinds(sample)
  const detected = detectEncoding(sample)
  const encoding = file.encoding ?? detected.encoding
  const start = { byte: encoding === detected.encoding ? detected.mark : 0, row: 1 }
  const text = new TextDecoder(encoding).decode(sample.subarray(start.byte), { stream: true })
  const found = isJson(file.name, text)
    ? inspectJsonLines(text, encoding, file, start)
    : await inspectCsv({ format: 'csv', encoding, delimiter: delimiterIn(text), keys: [] }, file, start)
  const service = serviceOf(found.header)?.name
  const { header, ...plan } = found
  const more = { ...(service && { service }), ...(everybody && { everybody }) }
  const addressName = header[plan.columns.address!] ?? ''
  return { header, plan: { ...plan, addressName: plan.width > 0 ? addressName : '', ...more } }
}

const sampleOf = async (open: OpenAt): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of open(0)) {
    parts.push(part)
    bytes += part.length
    if (bytes >= sampleSize) break
  }
  return Buffer.concat(parts).subarray(0, sampleSize)
}

type Found = Pick<Plan, 'shape' | 'columns' | 'from' | 'width'> & { header: string[] }

const inspectCsv = async (
  shape: Shape,
  { open, offer, mapping = {} }: FileToInspect,
  start: Place,
): Promise<Found> => {
  const first: Row[] = []
  for await (const row of readRows(open, shape, start)) {
    if (!row.cells)
      throw new Refusal(
        `Row ${row.number} is longer than ${longestRow / 1024} KB, or a quotation mark in it is never closed: this is no table of readers. Export it again`,
      )
    first.push(row)
    if (row.cells.length > mostColumns)
      throw new Refusal(
        `Row ${row.number} has ${row.cells.length.toLocaleString('en')} columns, of which at most ${mostColumns.toLocaleString('en')} are read: leave out those that hold nothing of readers`,
      )
    if (first.length > mostAbove) break
  }
  for (const { cells = [], next } of first.slice(0, mostAbove)) {
    const header = cells.map((cell) => cell?.trim() ?? '')
    // A row of somebody's own address is no header, whatever else it says.
    if (addressAt(header) !== undefined) break
    const columns = findColumns(header, offer, mapping)
    if (columns) return { shape, header, width: header.length, columns, from: next }
  }
  return headless(first, shape, { offer, mapping, start })
}

/** A table that begins with readers: its one column of addresses is plain to see, others by what was said. */
const headless = (
  rows: readonly Row[],
  shape: Shape,
  { offer, mapping, start }: { offer: Offer; mapping: Mapping; start: Place },
): Found => {
  const cells = rows[0]?.cells?.map((cell) => cell ?? '') ?? []
  const at = addressAt(cells)
  const nameless = cells.map(() => '')
  const columns = at === undefined ? undefined : withAddress(nameless, { offer, mapping, at })
  if (columns) return { shape, header: [], width: cells.length, columns, from: start }
  throw noAddresses(cells, mapping)
}

const withAddress = (
  nameless: string[],
  { offer, mapping, at }: { offer: Offer; mapping: Mapping; at: number },
): Columns | undefined => {
  const isSaid = Object.values(mapping).includes('address')
  return findColumns(nameless, offer, isSaid ? mapping : { ...mapping, [String(at + 1)]: 'address' })
}

const addressAt = (cells: readonly string[]): number | undefined => {
  const at = cells.findIndex((cell) => readAddress(cell.replace(/^'/, '')).outcome === 'read')
  return at < 0 ? undefined : at
}

const inspectJsonLines = (
  text: string,
  encoding: Encoding,
  { offer, mapping = {} }: FileToInspect,
  from: Place,
): Found => {
  if (encoding !== 'utf-8')
    throw new Refusal(`JSON Lines are UTF-8 (RFC 8259 §8.1), and this is ${encoding}: save it as UTF-8`)
  const found = new Set<string>()
  for (const line of text.split('\n').slice(0, 100)) {
    const object = objectIn(line)
    if (object && object !== 'blank') for (const key of Object.keys(valuesOf(object))) found.add(key)
  }
  const names = [...found].slice(0, mostColumns)
  const columns = findColumns(names, offer, mapping)
  if (!columns) throw noAddresses(names, mapping)
  // Only the keys that count are kept, first in the header.
  const keys = Object.values(columns).map((at) => names[at]!)
  return {
    shape: { format: 'jsonl', encoding, delimiter: ',', keys },
    header: [...keys, ...names.filter((name) => !keys.includes(name))],
    width: 0,
    columns: Object.fromEntries(Object.keys(columns).map((field, at) => [field, at])),
    from,
  }
}

const noAddresses = (header: readonly string[], mapping: Mapping): Refusal => {
  const names = header.slice(0, 30).map((name) => `“${name.slice(0, 40)}”`)
  const known = `its columns are ${names.join(', ')}${header.length > 30 ? ' and more' : ''}`
  const said = Object.keys(mapping)
  if (said.length > 0)
    return new Refusal(
      `There is no column ${said.map((one) => `“${one}”`).join(' or ')}, or none of addresses: ${known}`,
    )
  return new Refusal(`No column holds addresses: ${known}. Say which one does, by mapping it to “address”`)
}
