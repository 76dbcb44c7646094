import { randomUUID } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { privateFile, privateFolder } from '../host/private-folder.ts'
import type { StoredMessage } from '../types.ts'

/** A message without its bytes. */
export type Entry = Omit<StoredMessage, 'raw'>

/** A line of the list: the message, and where its bytes are. */
type Line = Entry & { from: number; length: number }

/** A message whose bytes are still on disk. `read` returns its first `most` bytes; default: all of them. */
export type KeptMessage = Entry & { size: number; read(most?: number): Buffer }

/** The kept messages, for programs that show them. */
export type MailSource = {
  /** Each call of what it returns gives the messages kept since the previous call; the first call gives all. */
  follow(): () => KeptMessage[]
  /**
   * Calls the listener after each message is kept.
   * @returns a function that unsubscribes it
   */
  onSaved(listener: () => void): () => void
}

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
  let reading: { bytes: number; list: number } | undefined
  const listeners = new Set<() => void>()

  const openFiles = () => {
    const file = openSync(bytes, 'a', privateFile)
    return { bytes: file, list: openSync(list, 'a', privateFile), length: fstatSync(file).size }
  }
  const lines = async (): Promise<Line[]> => {
    const all = existsSync(list) ? (await readFile(list, 'utf8')).split('\n') : []
    return all.flatMap((line) => parsed(line)).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const filesToRead = () => {
    reading ??= existsSync(list) ? { bytes: openSync(bytes, 'r'), list: openSync(list, 'r') } : undefined
    return reading
  }
  const kept = ({ from, length, ...entry }: Line): KeptMessage => ({
    ...entry,
    size: length,
    read: (most = length) => readAt(filesToRead()!.bytes, from, Math.min(most, length)),
  })
  const follow = () => {
    let offset = 0
    return (): KeptMessage[] => {
      const file = filesToRead()?.list
      if (file === undefined) return []
      const more = readAt(file, offset, fstatSync(file).size - offset)
      offset += more.length
      return more.toString().split('\n').flatMap(parsed).map(kept)
    }
  }
  return {
    save: ({ raw, ...rest }: StoredMessage): void => {
      files ??= openFiles()
      const line: Line = { ...rest, from: files.length, length: raw.length }
      write(files.bytes, raw)
      files.length += raw.length
      // Start with the line break, so that a line truncated by a crash spoils only itself.
      write(files.list, Buffer.from(`\n${JSON.stringify(line)}`))
      for (const listener of listeners) listener()
    },
    source: {
      follow,
      onSaved: (listener) => {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    } satisfies MailSource,
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
      for (const open of [files, reading]) if (open) [open.bytes, open.list].map((file) => closeSync(file))
      files = undefined
      reading = undefined
    },
  }
}

const entryOf = ({ from, length, ...entry }: Line): Entry => entry

const readAt = (file: number, from: number, length: number): Buffer => {
  const all = Buffer.alloc(length)
  return all.subarray(0, readSync(file, all, 0, length, from))
}

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
