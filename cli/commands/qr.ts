import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { type Declare, origin, publicationOption } from '../shared-options.ts'
import { plural } from '../terminal/format.ts'
import { reportProblems } from '../terminal/print-problems.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type QrOptions = { out?: string; site?: string; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('qr')
    .summary('write QR codes from the printed issue to its pages')
    .description(
      'write the QR codes that lead from the printed issue to its pages, and a sheet of them to print',
    )
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option('--out <dir>', 'where to write (default: out/qr-ISSUE)')
    .option(
      '--site <url>',
      'origin of the site, such as https://example.org (default: the publication’s)',
      origin,
    )
    .option(...publicationOption)
    .json('{ issue, out, codes: [{ file, address, title }] }')
    .example('qr content/issues/tidelines-1')
    .action(async (dir, options) => finish(qr(io, dir, options)))

/**
 * Writes `<issue>.svg`, `<issue>-<locator>.svg` for each article, and `sheet.html` with all of them, for printing. No
 * file appears before all of them are made.
 * @param dir the issue's folder
 * @returns 1 when the issue has problems
 * @throws Stop when there is no such folder or no sound publication
 */
export const qr = async (io: TerminalIo, dir: string, options: QrOptions): Promise<number> => {
  const { readLocalIssue } = await import('../local-content/local-issue.ts')
  const { codeDrawing } = await import('../qr/drawing.ts')
  const { printedCodes } = await import('../qr/printed-codes.ts')
  const { sheetPage } = await import('../qr/sheet.page.ts')
  const { id, publication, read } = await readLocalIssue(io, dir, options.publication)
  if (read.outcome === 'refused') return reportProblems(io, dir, { id, problems: read.problems })
  const siteUrl = options.site ?? publication.site
  const codes = printedCodes({ issue: read.issue, publication, siteUrl })
  const out = resolve(io.cwd, options.out ?? `out/qr-${id}`)
  await writeWhole(out, [
    ...codes.map(({ file, address }): OutFile => [file, codeDrawing(address)]),
    ['sheet.html', `<!doctype html>\n${sheetPage({ issue: read.issue, publication, siteUrl }, codes).html}`],
  ])
  io.answer({ issue: id, out, codes })
  for (const { address, title } of codes) io.print(`${address}  ${title}`)
  io.print(`${plural(codes.length, 'code')} and sheet.html written to ${out}`)
  return 0
}

type OutFile = [name: string, text: string]

/** Writes beside the folder and moves the files into it when all are written, so that nobody sees half of them. */
const writeWhole = async (out: string, files: OutFile[]): Promise<void> => {
  await mkdir(out, { recursive: true })
  const draft = join(dirname(out), `.${process.pid}-qr`)
  try {
    await mkdir(draft)
    for (const [name, text] of files) await writeFile(join(draft, name), text)
    for (const [name] of files) await rename(join(draft, name), join(out, name))
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}
