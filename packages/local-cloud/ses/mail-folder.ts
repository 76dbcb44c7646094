import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, writeSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFile, privateFolder } from '../machine/private-folder.ts'
import type { StoredMessage } from '../types.ts'

/** A message without its bytes. */
export type Entry = Omit<StoredMessage, 'raw'>

/** A line of the list: the message, and where its bytes are. */
type Line = Entry & { from: number; length: number }

/** A message id in SES's form. It starts with the time, so ids sort by it. */
export const newMessageId = (at: number): string =>
  `0100${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`

/**
 * Stores every accepted message: its bytes are appended to `messages.raw`, then a line to `messages.jsonl`. A file for
 * each message would cost more than everything else done with it, and so would handing it to a thread.
 */
export const openMailFolder = (dir: string) => {
  const folder = join(dir, 'mail')
  const bytes = join(folder, 'messages.raw')
  const list = join(folder, 'messages.jsonl')
  privateFolder(folder)
  let files: { bytes: number; list: number; length: number } | undefined

  const openFiles = () => {
    const file = openSync(bytes, 'a', privateFile)
    return { bytes: file, list: openSync(list, 'a', privateFile), length: fstatSync(file).size }
  }
  const lines = async (): Promise<Line[]> => {
    const all = existsSync(list) ? (await readFile(list, 'utf8')).split('\n') : []
    return all.flatMap((line) => parsed(line)).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  return {
    save: ({ raw, ...rest }: StoredMessage): void => {
      files ??= openFiles()
      const line: Line = { ...rest, from: files.length, length: raw.length }
      write(files.bytes, raw)
      files.length += raw.length
      // Start with the line break, so that a line truncated by a crash spoils only itself.
      write(files.list, Buffer.from(`\n${JSON.stringify(line)}`))
    },
    /** The messages that `isWanted` selects, oldest first. */
    messages: async (isWanted: (entry: Entry) => boolean = () => true): Promise<StoredMessage[]> => {
      const wanted = (await lines()).filter(isWanted)
      if (wanted.length === 0) return []
      await using file = await open(bytes)
      const found: StoredMessage[] = []
      for (const line of wanted) {
        const raw = Buffer.alloc(line.length)
        await file.read(raw, 0, line.length, line.from)
        found.push({ ...entryOf(line), raw })
      }
      return found
    },
    /** All messages without their bytes, oldest first. */
    entries: async (): Promise<Entry[]> => (await lines()).map(entryOf),
    end: () => {
      if (!files) return
      closeSync(files.bytes)
      closeSync(files.list)
      files = undefined
    },
  }
}

const entryOf = ({ from, length, ...entry }: Line): Entry => entry

/** write(2) may write less than requested. */
const write = (file: number, all: Uint8Array) => {
  for (let done = 0; done < all.length; ) done += writeSync(file, all, done)
}

const parsed = (line: string): Line[] => {
  try {
    return line ? [JSON.parse(line)] : []
  } catch {
    // Truncated by a crash during the write; the call was never answered.
    return []
  }
}
