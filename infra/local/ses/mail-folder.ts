import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredMessage } from '../types.ts'

/** A message without its bytes, as its .json file has it. */
export type Entry = Omit<StoredMessage, 'raw'>

const readAtOnce = 64

/** A message id in SES's form. It begins with the time, so that names sort by it. */
export const newMessageId = (at: number): string =>
  `0100${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`

const timeOf = (id: string): number => Number.parseInt(id.slice(4, 16), 16)

const inOrder = async <T, R>(items: T[], read: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = []
  for (let start = 0; start < items.length; start += readAtOnce)
    results.push(...(await Promise.all(items.slice(start, start + readAtOnce).map(read))))
  return results
}

/** The folder that keeps every accepted message: `<id>.eml` and, written after it, `<id>.json`. */
export const openMailFolder = (dir: string) => {
  const folder = join(dir, 'mail')
  mkdirSync(folder, { recursive: true })

  const ids = async (since = 0): Promise<string[]> => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'))
    return names
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => timeOf(id) >= since)
      .sort()
  }
  const entry = async (id: string): Promise<Entry | undefined> => {
    const text = await readFile(join(folder, `${id}.json`), 'utf8')
    try {
      return JSON.parse(text)
    } catch {
      return undefined // Cut off by a crash while it was written; the call was never answered.
    }
  }
  const message = async (id: string): Promise<StoredMessage[]> => {
    const found = await entry(id)
    return found ? [{ ...found, raw: await readFile(join(folder, `${id}.eml`)) }] : []
  }
  return {
    save: async ({ raw, ...rest }: StoredMessage): Promise<void> => {
      await writeFile(join(folder, `${rest.id}.eml`), raw)
      await writeFile(join(folder, `${rest.id}.json`), JSON.stringify(rest))
    },
    /** All messages, the oldest first. */
    all: async (): Promise<StoredMessage[]> => (await inOrder(await ids(), message)).flat(),
    /** The messages of a time on, without their bytes. */
    since: async (at: number): Promise<Entry[]> =>
      (await inOrder(await ids(at), entry)).filter((found) => found !== undefined),
  }
}
