import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { IssueFile } from '../../functions/issue/issue.ts'
import type { DocumentOptions } from '../document.ts'
import { type Declare, publicationOption } from '../options.ts'
import { reportImport } from '../report.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

export type ImportOptions = DocumentOptions & { out: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('import')
    .description('make an issue’s folder of one long Markdown document')
    .argument('<source>', 'a magazine with its table of contents, or a newsletter')
    .requiredOption('--out <dir>', 'the issue’s folder; it must not hold anything yet')
    .option('--id <id>', 'the issue’s id (default: the folder’s name)')
    .option('--language <tag>', 'what it is written in, e.g. zh-CN (default: what it says or seems to be)')
    .option(...publicationOption)
    .json('what import-report.json holds: { issue, articles, sections, dropped, doubts, coverage }')
    .example('import magazine.md --out content/issues/tidelines-7')
    .example('import book/ --out content/issues/book-1', 'a folder of articles')
    .action(async (source, options) => finish(importSource(io, source, options)))

const reportName = 'import-report.json'

/**
 * Makes an issue's folder of one document, with a report of what was understood, doubted and left out. The folder is
 * there as a whole or not at all.
 * @throws Stop when the folder holds something already
 */
export const importSource = async (
  io: TerminalIo,
  source: string,
  options: ImportOptions,
): Promise<number> => {
  const out = resolve(io.cwd, options.out)
  await refuseFull(out, options.out)
  io.progress(`reading ${source}`)
  const id = options.id ?? idOf(out)
  const { readDocument } = await import('../document.ts')
  const imported = await readDocument(io, source, { ...options, ...(id && { id }) })
  const report = { path: reportName, bytes: Buffer.from(`${JSON.stringify(imported.report, null, 2)}\n`) }
  await writeWhole(out, [...imported.files, report])
  io.progress('')
  io.answer(imported.report)
  reportImport(io, imported.report)
  io.print(`Written to ${options.out}; what was understood is in ${join(options.out, reportName)}`)
  return 0
}

/** An issue's id is the name of its folder. */
const idOf = (out: string): string | undefined =>
  /^[a-z0-9][a-z0-9-]{0,49}$/.test(basename(out)) ? basename(out) : undefined

const refuseFull = async (out: string, shown: string) => {
  const entries = await readdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    if (error.code === 'ENOTDIR')
      throw new Stop(`${shown} is a file: give a folder to write to`, { cause: error })
    throw error
  })
  if (entries.length > 0)
    throw new Stop(`${shown} is not empty: give a new folder, so that nothing is overwritten`)
}

const writeWhole = async (out: string, files: readonly IssueFile[]) => {
  await mkdir(dirname(out), { recursive: true })
  const half = await mkdtemp(`${out}.half-`)
  try {
    for (const { path, bytes } of files) {
      const file = join(half, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
    await rmdir(out).catch(() => {})
    await rename(half, out)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  }
}
