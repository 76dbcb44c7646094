import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { pathOf } from '../../functions/publication/language.ts'
import { buildCards } from '../build-cards.ts'
import { type LocalEdition, renderDocument, renderFolder } from '../editions.ts'
import { isIssueFolder } from '../local-issue.ts'
import { type Declare, jsonOption, publicationOption } from '../options.ts'
import { reportEditions, reportImport, reportProblems } from '../report.ts'
import type { TerminalIo } from '../terminal-io.ts'

export type BuildOptions = {
  out: string
  language?: string
  publication?: string
  cards?: boolean
  json?: boolean
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('build')
    .description('write an issue’s digests and pages to a folder, to look at')
    .argument('<source>', 'folder of the issue, or one Markdown document')
    .requiredOption('--out <dir>', 'where to write')
    .option('--cards', 'draw the pictures for previews of links, too')
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (source, options) => finish(build(io, source, options)))

/**
 * Writes `<lang>/digest.html`, `<lang>/digest.txt` and the site's files below `site/`.
 * @param source an issue's folder; or a document or a folder of them, which is imported for this
 */
export const build = async (io: TerminalIo, source: string, options: BuildOptions): Promise<number> => {
  const isFolder = await isIssueFolder(io, source)
  const issue = isFolder
    ? await renderFolder(io, source, options.publication, { anyLanguage: true })
    : await renderDocument(io, source, options)
  if (issue.outcome === 'refused') return reportProblems(io, source, issue.problems)
  const { id, publication, editions, listing, report } = issue
  const out = resolve(io.cwd, options.out)
  const { iconFiles } = await import('../draw-icons.ts')
  const icons = await iconFiles(publication)
  await writeAll(out, [...editions.flatMap(filesOf), ...[...icons, ...listing].map(siteFile)])
  if (options.cards)
    await buildCards(
      io,
      join(out, 'site'),
      editions.flatMap(({ cards }) => cards),
    )
  if (options.json) {
    io.print(JSON.stringify({ issue: id, editions: editions.map(summary), report }, null, 2))
    return 0
  }
  if (report) reportImport(io, report)
  reportEditions(io, id, editions)
  io.print(`Written to ${out}`)
  return 0
}

type OutFile = [path: string, body: string | Uint8Array]

const filesOf = ({ language, html, text, files }: LocalEdition): OutFile[] => [
  [join(pathOf(language), 'digest.html'), html],
  [join(pathOf(language), 'digest.txt'), text],
  ...files.map(siteFile),
]

const siteFile = ({ path, body }: SiteFile): OutFile => [join('site', path), body]

const writeAll = async (out: string, files: OutFile[]) => {
  for (const [path, body] of files) {
    const file = join(out, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, body)
  }
}

const summary = (edition: LocalEdition) => {
  const { language, articles, hash, digestBytes } = edition
  return { language, articles, hash, digestBytes, files: filesOf(edition).map(([path]) => path) }
}
