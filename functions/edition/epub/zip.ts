import { crc32, deflateRawSync } from 'node:zlib'

/** A file of a zip. `isStored`: as it is, because it is compressed already or must be readable without unpacking. */
export type ZipEntry = { path: string; body: string | Uint8Array; isStored?: boolean }

/** 1980-01-01, 00:00: the first moment that a zip can name. The time of a build would make each zip another. */
const firstDay = (1 << 5) | 1

const flags = { utf8: 0x0800 }
const methods = { stored: 0, deflated: 8 }
/** Of the format, 2.0: folders and deflation. */
const version = 20

/**
 * Packs files into a zip, in this order, without extra fields (PKWARE APPNOTE 6.3.3, §4.3). The same files give the
 * same zip, as far as zlib does; whatever it deflates to, the contents are the same.
 * @param entries fewer than 65,536, and below 4 GB together: there is no Zip64
 */
export const zip = (entries: readonly ZipEntry[]): Uint8Array => {
  const packed: { local: Buffer; central: (at: number) => Buffer }[] = entries.map(pack)
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { local, central } of packed) {
    files.push(local)
    directory.push(central(at))
    at += local.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  return Buffer.concat([...files, ...directory, end(entries.length, size, at)])
}

const pack = ({ path, body, isStored = false }: ZipEntry) => {
  const bytes = Buffer.from(body)
  const name = Buffer.from(path)
  const content = isStored ? bytes : deflateRawSync(bytes)
  const about = Buffer.alloc(26)
  about.writeUInt16LE(version, 0)
  about.writeUInt16LE(flags.utf8, 2)
  about.writeUInt16LE(isStored ? methods.stored : methods.deflated, 4)
  about.writeUInt16LE(0, 6)
  about.writeUInt16LE(firstDay, 8)
  about.writeUInt32LE(crc32(bytes), 10)
  about.writeUInt32LE(content.length, 14)
  about.writeUInt32LE(bytes.length, 18)
  about.writeUInt16LE(name.length, 22)
  const central = (at: number): Buffer => {
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    return Buffer.concat([Buffer.from('PK\x01\x02'), uint16(version), about, rest, name])
  }
  return { local: Buffer.concat([Buffer.from('PK\x03\x04'), about, name, content]), central }
}

const uint16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}

const end = (count: number, size: number, at: number): Buffer => {
  const bytes = Buffer.alloc(22)
  bytes.write('PK\x05\x06')
  bytes.writeUInt16LE(count, 8)
  bytes.writeUInt16LE(count, 10)
  bytes.writeUInt32LE(size, 12)
  bytes.writeUInt32LE(at, 16)
  return bytes
}
