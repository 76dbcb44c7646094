import { defined } from '../../runtime/defined.ts'
import { type Mapping, plainName } from './column-names.ts'
import { detectEncoding, type Encoding } from './encoding.ts'
import { isJson, refuseOtherKinds } from './file-kind.ts'
import type { Offer } from './find-columns.ts'
import { findDateOrder } from './find-date-order.ts'
import { sampleSize } from './import-limits.ts'
import { inspectCsv } from './inspect-csv.ts'
import { inspectJsonLines } from './inspect-json-lines.ts'
import type { Plan } from './reading-plan.ts'
import { Refusal } from './refusal.ts'
import type { OpenAt } from './rows.ts'
import { refuseWithoutStatus, serviceOf, stateInName } from './services.ts'
import { refuseUnreadStatusWords } from './unread-status-words.ts'

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
  const { name, offer, mapping = {} } = file
  const table = { offer, mapping, encoding, start }
  const found = isJson(name, text) ? inspectJsonLines(text, table) : await inspectCsv(sample, table)
  await refuseUnreadStatusWords(bytesOf(sample), found, mapping)
  const { header, ...plan } = found
  refuseWithoutStatus(header, plan.columns, { mapping, name })
  const service = serviceOf(header)
  const all = everybody ?? service?.everybody
  const dateOrder = await findDateOrder(bytesOf(sample), found)
  const more = {
    ...defined({ dateOrder }),
    ...(service && { service: service.name }),
    ...(all && { everybody: all }),
  }
  const isTable = plan.width > 0
  const addressName = isTable ? (header[plan.columns.address![0]!] ?? '') : ''
  const names = isTable ? header.map(plainName) : []
  return { header, plan: { ...plan, addressName, names, header, ...more } }
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

const bytesOf = (sample: Uint8Array): OpenAt =>
  async function* (byte) {
    yield sample.subarray(byte)
  }
