import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredMessage } from '../types.ts'

/** A message without its bytes, as its line has it. */
export type Entry = Omit<StoredMessage, 'raw'>

const readAtOnce = 64

/** A message id in SES's form. It begins with the time, so that names sort by it. */
export const newMessageId = (at: number): string =>
  `0100${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`

const inOrder = async <T, R>(items: T[], read: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (let start = 0; start < items.length; start += readAtOnce)
    results.push(...(await Promise.all(items.slice(start, start + readAtOnce).map(read))))
  return results
}

/**
 * The folder that keeps every accepted message: `<id>.eml` and, added after it, a line of `messages.jsonl`. A line costs
 * a third of what a second file does.
 */
export const openMailFolder = (dir: string) => {
  const folder = join(dir, 'mail')
  const list = join(folder, 'messages.jsonl')
  mkdirSync(folder, { recursive: true })
  let appending: Promise<FileHandle> | undefined

  const entries = async (): Promise<Entry[]> => {
    const lines = existsSync(list) ? (await readFile(list, 'utf8')).split('\n') : []
    return lines.flatMap((line) => parsed(line)).sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const message = async (entry: Entry): Promise<StoredMessage> => ({
    ...entry,
    raw: await readFile(join(folder, `${entry.id}.eml`)),
  })
  return {
    save: async ({ raw, ...rest }: StoredMessage): Promise<void> => {
      await writeFile(join(folder, `${rest.id}.eml`), raw)
      appending ??= open(list, 'a')
      // The break comes first: a line that a crash cut off spoils none but itself.
      await (await appending).appendFile(`\n${JSON.stringify(rest)}`)
    },
    /** The messages that are wanted, the oldest first. */
    messages: async (isWanted: (entry: Entry) => boolean = () => true): Promise<StoredMessage[]> =>
      inOrder((await entries()).filter(isWanted), message),
    /** All messages without their bytes, the oldest first. */
    entries,
    end: async () => (await appending)?.close(),
  }
}

const parsed = (line: string): Entry[] => {
  try {
    return line ? [JSON.parse(line)] : []
  } catch {
    return [] // Cut off by a crash while it was written; the call was never answered.
  }
}
