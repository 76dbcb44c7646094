import yauzl, { type Entry, type ZipFile } from 'yauzl'
import { Stop } from '../../terminal/terminal-io.ts'
import { type Archive, isHidden, mostDataBytes } from './archive.ts'

/** Far above any export. Files in a zip are read one at a time. */
const most = { entries: 50_000, bytes: 4_000_000_000 }
/** Text is compressed about ten times, hardly ever a hundred times; a zip bomb a thousand times. */
const mostRatio = 200
/** Below this size in bytes, any compression ratio is fine. */
const noticeable = 20_000_000

/**
 * Opens a zip by its central directory. Writes nothing to disk. Paths that lead out of it, duplicate names, encrypted
 * files and zip bombs make it refuse the whole zip; links in it are never followed.
 * @param name the name that the user gave
 * @throws Stop when it is not a valid zip, or holds what no export holds
 */
export const openZip = async (
  file: string,
  name: string,
  { mostEntries = most.entries, mostBytes = most.bytes } = {},
): Promise<Archive> => {
  const zip = await broken(name, () => yauzl.openPromise(file, { autoClose: false }))
  try {
    const entries = new Map<string, Entry>()
    const refused: { path: string; reason: string }[] = []
    let [unpacked, packed] = [0, 0]
    for (const entry of await broken(name, () => listed(zip, name, mostEntries))) {
      const path = entry.fileName
      if (path.endsWith('/') || isHidden(path)) continue
      if (!isRegular(entry)) {
        refused.push({ path, reason: 'it is not a regular file' })
        continue
      }
      if (entries.has(path)) throw new Stop(`${name} holds two files called ${path}: pack it again`)
      if (entry.isEncrypted())
        throw new Stop(`${name} is encrypted (${path}): unpack it with its password, and import the folder`)
      entries.set(path, entry)
      unpacked += entry.uncompressedSize
      packed += entry.compressedSize
    }
    if (unpacked > mostBytes || isBomb(unpacked, packed))
      throw new Stop(
        `${name} would be ${Math.ceil(unpacked / 1e6).toLocaleString('en')} MB when it is unpacked, from ${Math.ceil(packed / 1e6)} MB: that is not an export`,
      )
    return {
      name,
      paths: [...entries.keys()],
      refused,
      read: (path, { mostBytes = mostDataBytes } = {}) => readEntry(zip, entries.get(path)!, name, mostBytes),
      close: async () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

const listed = async (zip: ZipFile, name: string, mostEntries: number): Promise<Entry[]> => {
  const entries: Entry[] = []
  for await (const entry of zip.eachEntry()) {
    entries.push(entry)
    if (entries.length > mostEntries)
      throw new Stop(
        `${name} holds more than ${mostEntries.toLocaleString('en')} files: that is not an export`,
      )
  }
  return entries
}

/**
 * If the zip was made on Unix, the upper half of the attributes is a Unix mode (APPNOTE 6.3.10, §4.4.15), whose top
 * four bits are the file type: S_IFREG 0o10, S_IFLNK 0o12. Elsewhere they are 0.
 */
const isRegular = ({ externalFileAttributes }: Entry): boolean =>
  [0, 0o10].includes(externalFileAttributes >>> 28)

const isBomb = (unpacked: number, packed: number): boolean =>
  unpacked > noticeable && unpacked > packed * mostRatio

/** yauzl stops at a file that unpacks to more than its directory entry says. */
const readEntry = async (
  zip: ZipFile,
  entry: Entry,
  name: string,
  mostBytes: number,
): Promise<Uint8Array> => {
  const { fileName, uncompressedSize } = entry
  if (uncompressedSize > mostBytes)
    throw new Stop(
      `${fileName} in ${name} has ${Math.ceil(uncompressedSize / 1e6)} MB; the most is ${mostBytes / 1e6} MB`,
    )
  if (isBomb(uncompressedSize, entry.compressedSize))
    throw new Stop(`${fileName} in ${name} is compressed more than any text could be: that is not an export`)
  return broken(`${fileName} in ${name}`, async () => {
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer)
    return Buffer.concat(parts)
  })
}

const broken = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof Stop) throw cause
    const { message, code } = cause as NodeJS.ErrnoException
    if (code && !code.startsWith('Z_') && !code.startsWith('ERR_')) throw cause
    if (/relative path|absolute path|invalid characters in fileName/.test(message))
      throw new Stop(`${name} holds a file that would lie outside of it (${message}): nothing is read`, {
        cause,
      })
    throw new Stop(`${name} is not a valid zip, or is cut short: download it again (${message})`, { cause })
  }
}
