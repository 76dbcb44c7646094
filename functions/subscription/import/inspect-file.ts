import { findColumns, type Mapping, type Offer } from './columns.ts'
import { detectEncoding, type Encoding } from './encoding.ts'
import { isJson, refuseOtherKinds } from './file-kind.ts'
import { mostColumns, sampleSize } from './import-limits.ts'
import { type Found, inspectCsv } from './inspect-csv.ts'
import { noAddresses } from './no-addresses.ts'
import type { Plan } from './plan.ts'
import { objectIn, valuesOf } from './read-json-lines.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt, Place } from './rows.ts'
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
    : await inspectCsv(sample, { offer: file.offer, mapping: file.mapping ?? {}, encoding, start })
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
