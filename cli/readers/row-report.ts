import { type FileHandle, open } from 'node:fs/promises'
import { resolve } from 'node:path'
import { csvLine } from '../terminal/csv.ts'
import { number } from '../terminal/format.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { reasonWords } from './import-words.ts'

/** Rows that are not imported, as they come: the first are kept to be shown, and all are written to a file. */
export type RowReport = {
  /** Keeps a row to be shown. */
  keep: (row: number, reason: string) => void
  /** Keeps a row and writes it. */
  add: (row: number, reason: string) => void
  first: { row: number; reason: string }[]
  /** Where all of them are written. */
  file?: string
  end: () => Promise<void>
}

const mostKept = 1_000

/** @param file where all rows go; undefined = nowhere. @throws Stop when it is there */
export const startRowReport = async (io: TerminalIo, file?: string): Promise<RowReport> => {
  const first: RowReport['first'] = []
  const out = file === undefined ? undefined : await createOnly(io, file)
  let lines = out ? `${csvLine(['row', 'reason', 'meaning'])}\r\n` : ''
  let writing = Promise.resolve()
  const flush = () => {
    const text = lines
    lines = ''
    writing = writing.then(async () => void (await out?.write(text)))
  }
  const keep = (row: number, reason: string) => {
    if (first.length < mostKept) first.push({ row, reason })
  }
  return {
    first,
    ...(file !== undefined && { file }),
    keep,
    add: (row, reason) => {
      keep(row, reason)
      if (!out) return
      lines += `${csvLine([String(row), reason, reasonWords[reason]])}\r\n`
      if (lines.length > 64 * 1024) flush()
    },
    end: async () => {
      flush()
      await writing
      await out?.close()
    },
  }
}

const createOnly = async (io: TerminalIo, file: string): Promise<FileHandle> => {
  try {
    return await open(resolve(io.cwd, file), 'wx', 0o600)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') throw cause
    throw new Stop(`${file} is there already: name another file for the report`, { cause })
  }
}

const mostShown = 10

/** @param file of all of them, if it is written */
export const printFirstRows = (io: TerminalIo, { first }: RowReport, file?: string): void => {
  for (const { row, reason } of first.slice(0, mostShown))
    io.print(`  row ${number(row)} ${reasonWords[reason] ?? reason}`)
  if (file) io.print(`Every row that is not imported, with its reason: ${file}`)
  else if (first.length > mostShown) io.print('  … and more: --report FILE writes all of them')
}
