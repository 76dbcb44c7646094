import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { OutFile } from '../editions/edition-files.ts'
import { reportEditions } from '../editions/print-editions.ts'
import { reportImport } from '../import/print-report.ts'
import { type Declare, publicationOption } from '../shared-options.ts'
import { printWarnings, reportProblems } from '../terminal/print-problems.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type BuildOptions = {
  out: string
  language?: string
  publication?: string
  cards?: boolean
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('build')
    .summary('write an issue’s digests and pages to a folder')
    .description('write an issue’s digests and pages to a folder, to look at')
    .argument('<source>', 'folder of the issue, or one Markdown document')
    .requiredOption('--out <dir>', 'where to write')
    .option('--cards', 'draw the pictures for previews of links, too')
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option(...publicationOption)
    .json(
      '{ issue, editions: [{ language, articles, hash, digestBytes, files }], report }\nreport: what was understood of a document; or { issue, problems: [{ file, line, reason }] }',
    )
    .example('build content/issues/tidelines-1 --out out/tidelines-1')
    .example('build letters/2031-05-06.md --out out/letter', 'a document as it is')
    .action(async (source, options) => finish(build(io, source, options)))

/**
 * Writes `<lang>/digest.html`, `<lang>/digest.txt` and the site's files below `site/`.
 * @param source an issue's folder; or a document or a folder of them, which is imported for this
 */
export const build = async (io: TerminalIo, source: string, options: BuildOptions): Promise<number> => {
  io.progress(`reading ${source}`)
  const { renderSource } = await import('../editions/editions.ts')
  const issue = await renderSource(io, source, options)
  if (issue.outcome === 'refused') return reportProblems(io, source, issue)
  const { id, publication, editions, listing, report } = issue
  const out = resolve(io.cwd, options.out)
  const { iconFiles } = await import('../editions/draw-icons.ts')
  const { titleFontFiles } = await import('../../functions/edition/lists/title-font-files.ts')
  const { packagedCardFiles } = await import('../editions/card-files.ts')
  const { editionFiles, siteFile } = await import('../editions/edition-files.ts')
  const built = await Promise.all(
    editions.map(async (edition) => ({ edition, files: await editionFiles(edition, publication.site) })),
  )
  const others = [
    ...(await iconFiles(publication)),
    ...(await titleFontFiles(packagedCardFiles)),
    ...listing,
  ].map(siteFile)
  await writeAll(out, [...built.flatMap(({ files }) => files), ...others])
  if (options.cards) {
    const { buildCards } = await import('../editions/build-cards.ts')
    const cards = editions.flatMap((edition) => edition.cards)
    await buildCards(io, join(out, 'site'), cards)
  }
  io.answer({
    issue: id,
    editions: built.map(({ edition: { language, articles, hash, digestBytes }, files }) => ({
      ...{ language, articles, hash, digestBytes },
      files: files.map(([path]) => path),
    })),
    report,
  })
  if (report) reportImport(io, report)
  reportEditions(io, id, editions)
  if (issue.unmade) printWarnings(io, source, [issue.unmade])
  io.print(`Written to ${out}. The site is shown by: masthead serve ${options.out}`)
  return 0
}

const writeAll = async (out: string, files: OutFile[]) => {
  for (const [path, body] of files) {
    const file = join(out, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, body)
  }
}
