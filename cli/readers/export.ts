import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { ReaderShown } from '../../functions/api/answers/readers.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { csvLine } from '../terminal/csv.ts'
import { number, plural } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { pagesOfReaders, type ReadersFilter } from './pages-of-readers.ts'

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
    let isBegun = false
    for await (const reply of pagesOfReaders(client, filter)) {
      if (reply.outcome === 'refused') return complainOf(io, reply.problems)
      const { readers, fieldIds } = reply.value
      if (!isBegun) await out.write(write.head(fieldIds))
      isBegun = true
      await out.write(readers.map((one) => write.line(one, fieldIds)).join(''))
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
  'consentImport',
] as const

/** As the forms name an answer, and an import reads it. */
const fieldColumn = (id: string) => `field-${id}`

const cellsOf = ({
  topics,
  fields = {},
  consents,
  paused,
  leaving,
  ...reader
}: ReaderShown): Record<string, string | undefined> => {
  const consent = consents.at(-1)
  return {
    ...(reader as Record<string, unknown> as Record<string, string | undefined>),
    topics: topics.join(' '),
    ...Object.fromEntries(Object.entries(fields).map(([id, answer]) => [fieldColumn(id), answer])),
    pausedUntil: paused?.until,
    leftBy: leaving?.send,
    leftBecause: leaving?.reason,
    consentAt: consent?.at,
    ...(consent &&
      ('import' in consent
        ? { consentImport: consent.import }
        : { consentForm: consent.form, consentWording: consent.wording })),
  }
}

/** Writes a file's beginning, and a reader. */
type Writer = {
  head: (fieldIds: readonly string[]) => string
  line: (reader: ReaderShown, fieldIds: readonly string[]) => string
}

/** @throws Misuse for a name that ends otherwise */
const writerOf = (path: string): Writer => {
  if (/\.csv$/i.test(path))
    return {
      head: (fieldIds) => `${csvLine([...columns, ...fieldIds.map(fieldColumn)])}\r\n`,
      line: (reader, fieldIds) => {
        const cells = cellsOf(reader)
        return `${csvLine([...columns, ...fieldIds.map(fieldColumn)].map((column) => cells[column]))}\r\n`
      },
    }
  if (/\.(jsonl|ndjson)$/i.test(path))
    return { head: () => '', line: (reader) => `${JSON.stringify(reader)}\n` }
  throw new Misuse('Name the file .csv or .jsonl: by that its kind is chosen')
}
