import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { ReaderShown } from '../../functions/api/answers.ts'
import { createClient } from '../client.ts'
import { csvLine } from '../csv.ts'
import { number, plural } from '../format.ts'
import { complainOf } from '../print-problems.ts'
import { findService } from '../service.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal-io.ts'
import { pagesOfReaders, type ReadersFilter } from './pages.ts'

/**
 * Writes readers to a file, page by page as they come. A file that is there stays as it is, and one that could not be
 * finished is not left behind.
 */
export const exportReaders = async (io: TerminalIo, file: string, filter: ReadersFilter): Promise<number> => {
  const path = resolve(io.cwd, file)
  const write = writerOf(path)
  if (await stat(path).catch(() => undefined)) throw new Stop(`${file} is there already: name another file`)
  const client = createClient(await findService(io, filter.api))
  const part = join(dirname(path), `.${basename(path)}.part`)
  await mkdir(dirname(path), { recursive: true })
  const out = await open(part, 'w', 0o600)
  let written = 0
  try {
    if (write.head) await out.write(`${write.head}\r\n`)
    for await (const reply of pagesOfReaders(client, filter)) {
      if (reply.outcome === 'refused') return complainOf(io, reply.problems)
      const { readers } = reply.value
      await out.write(readers.map(write.line).join(''))
      written += readers.length
      io.progress(`${number(written)} so far`)
    }
    await out.close()
    await rename(part, path)
  } finally {
    await out.close().catch(() => {})
    await rm(part, { force: true })
  }
  io.answer({ file, readers: written })
  io.print(`${file}: ${plural(written, 'reader')}. It holds addresses: keep it where nobody else reads it`)
  return 0
}

const columns = [
  'address',
  'status',
  'cause',
  'pausedUntil',
  'since',
  'leftBy',
  'leftBecause',
  'language',
  'topics',
  'timeZone',
  'createdAt',
  'confirmedAt',
  'consentAt',
  'consentForm',
  'consentWording',
] as const

const cellsOf = ({
  topics,
  consents,
  paused,
  leaving,
  ...reader
}: ReaderShown): Record<string, string | undefined> => {
  const consent = consents.at(-1)
  return {
    ...(reader as Record<string, unknown> as Record<string, string | undefined>),
    topics: topics.join(' '),
    pausedUntil: paused?.until,
    leftBy: leaving?.send,
    leftBecause: leaving?.reason,
    consentAt: consent?.at,
    consentForm: consent?.form,
    consentWording: consent?.wording,
  }
}

/** @throws Misuse for a name that ends otherwise */
const writerOf = (path: string): { head?: string; line: (reader: ReaderShown) => string } => {
  if (/\.csv$/i.test(path))
    return {
      head: csvLine(columns),
      line: (reader) => {
        const cells = cellsOf(reader)
        return `${csvLine(columns.map((column) => cells[column]))}\r\n`
      },
    }
  if (/\.(jsonl|ndjson)$/i.test(path)) return { line: (reader) => `${JSON.stringify(reader)}\n` }
  throw new Misuse('Name the file .csv or .jsonl: by that its kind is chosen')
}
