import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Option } from 'commander'
import { type Paper, papers } from '../pdf/paper.ts'
import { type Declare, publicationOption } from '../shared-options.ts'
import { plural } from '../terminal/format.ts'
import { reportProblems } from '../terminal/print-problems.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type PdfOptions = { out: string; paper: Paper; language?: string; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('pdf')
    .summary('print an issue as one PDF, a magazine')
    .description(
      'print an issue as one PDF for each of its languages, a magazine: cover, contents, articles (by Chrome)',
    )
    .argument('<source>', 'folder of the issue, one Markdown document, or a folder of them')
    .option('--out <dir>', 'where to write', 'out')
    .addOption(new Option('--paper <size>', 'of its pages').choices(Object.keys(papers)).default('a4'))
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option(...publicationOption)
    .json(
      '{ issue, out, files: [{ language, file, pages }] }, or { issue, problems: [{ file, line, reason }] }',
    )
    .exits(1, 'not done: the issue has problems, or there is no Chrome, Edge or Chromium')
    .example('pdf content/issues/tidelines-1', 'out/tidelines-1-en.pdf')
    .example('pdf letters/2031-05-06.md --paper letter', 'a document as it is')
    .action(async (source, options) => finish(pdf(io, source, options)))

/**
 * Writes `<issue>-<language>.pdf` for each language of an issue, once all are printed.
 * @param source an issue's folder; or a document or a folder of them, which is imported for this
 * @returns 1 when something is wrong with the issue
 * @throws Stop when there is no browser that prints it
 */
const pdf = async (io: TerminalIo, source: string, options: PdfOptions): Promise<number> => {
  io.progress(`reading ${source}`)
  const { renderSource } = await import('../editions/editions.ts')
  const issue = await renderSource(io, source, options)
  if (issue.outcome === 'refused') return reportProblems(io, source, issue)
  const { openBrowser } = await import('../browser/open-browser.ts')
  const { printPdf } = await import('../pdf/print-pdf.ts')
  const { pathOf } = await import('../../functions/publication/language.ts')
  const browser = await openBrowser(io, 'No PDF can be printed')
  const out = resolve(io.cwd, options.out)
  const printed: { language: string; file: string; pages: number; bytes: Uint8Array }[] = []
  try {
    for (const { language, source: edition } of issue.editions) {
      io.progress(`printing ${language}`)
      const { bytes, pages } = await printPdf(browser, edition, options.paper)
      printed.push({ language, file: `${issue.id}-${pathOf(language)}.pdf`, pages, bytes })
    }
  } finally {
    await browser.close()
  }
  await mkdir(out, { recursive: true })
  for (const { file, bytes } of printed) await writeFile(join(out, file), bytes)
  io.answer({ issue: issue.id, out, files: printed.map(({ bytes, ...file }) => file) })
  for (const { file, pages } of printed) io.print(`${plural(pages, 'page')} in ${join(options.out, file)}`)
  return 0
}
