import { mkdir, mkdtemp, readdir, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import type { IssueFile } from '../../functions/issue/issue.ts'
import type { ExportOptions } from '../import/exports/import-all.ts'
import { reportImport } from '../import/print-report.ts'
import type { DocumentOptions } from '../import/read-document.ts'
import { type Declare, publicationOption } from '../shared-options.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type ImportOptions = DocumentOptions & ExportOptions

export const declare: Declare = (program, io, finish) =>
  program
    .command('import')
    .description('make issues of what is there already: a document, or what another service exports')
    .argument('<source>', 'a Markdown document, a folder of them, or an export (zip, folder or file)')
    .option(
      '--out <dir>',
      'a document’s issue, which must not hold anything yet; an export’s folder of issues (default: in content/issues)',
    )
    .option('--id <id>', 'the id of a document’s issue (default: the folder’s name)')
    .option('--language <tag>', 'what it is written in, e.g. zh-CN (default: what it says or seems to be)')
    .option('--drafts', 'take an export’s drafts and unsent posts, too')
    .option('--pictures', 'fetch an export’s pictures that are on the web')
    .option(...publicationOption)
    .json(
      'of a document what import-report.json holds: { issue, articles, sections, dropped, doubts, coverage }\nof an export { service, posts, issues: [what import-report.json holds], passedOver, audience, refused }',
    )
    .example('import export.zip', 'every post of another service, into content/issues')
    .example('import ghost.json --pictures --out /tmp/look', 'look first')
    .example('import magazine.md --out content/issues/tidelines-7', 'a printed magazine, or a newsletter')
    .example('import book/ --out content/issues/book-1', 'a folder of articles')
    .addHelpText('after', help)
    .action(async (source, options) => finish(importSource(io, source, options)))

const reportName = 'import-report.json'

const help = `
Exports that are recognised, by what is in them:
  Ghost        Settings → Migration tools → Export: the JSON, alone or in a zip with content/images
  Substack     Settings → Exports: the zip (posts.csv, posts/*.html)
  Buttondown   Settings → Exports: the zip (emails.csv or .json, emails/*.md), or the folder that its command keeps
  Mailchimp    Account → Export data: the zip (campaigns.csv, campaigns_content/*.html), or a zip of campaigns
  WordPress    Tools → Export: the XML (WXR), one file or a folder of them
  listmonk     has no export: save what /api/campaigns?per_page=all answers, or its table campaigns as CSV

Each post becomes an issue with one article: its date, title, summary, text, pictures, and its old address as an alias,
so that links to it go on working when the old domain leads here. Nothing of it is sent: it bears no release time.
Forms, polls, marks of paywalls and the like are left out, and said, post by post; words are counted before and after.
Drafts, pages and readers are left aside, and said. A folder that is there already stays as it is.
Pictures that are on the web stay there unless --pictures is given: then they are fetched, over https alone.`

/**
 * Makes an issue's folder from one document, or one from each post of an export, with a report of what was understood,
 * doubted and left out. A folder is written whole or not at all.
 * @throws Stop when the folder is not empty
 */
export const importSource = async (
  io: TerminalIo,
  source: string,
  options: ImportOptions,
): Promise<number> => {
  const file = resolve(io.cwd, source)
  const found = await stat(file).catch(() => undefined)
  const isFolder = found?.isDirectory() ?? false
  if (!found?.isFile() && !isFolder) return importOne(io, source, options)
  io.progress(`reading ${source}`)
  const { openArchive } = await import('../import/exports/open-archive.ts')
  const { knownExports, readExport } = await import('../import/exports/recognise.ts')
  const archive = await openArchive(file, source, { isFolder })
  try {
    const whole = archive && (await readExport(archive))
    if (archive && whole)
      return await (await import('../import/exports/import-all.ts')).importAll(io, archive, whole, options)
    if (archive && !isFolder)
      throw new Stop(
        `${source} is no export of ${knownExports}: “masthead import --help” says what each looks like`,
      )
  } finally {
    await archive?.close()
  }
  if (options.drafts || options.pictures)
    throw new Stop(`${source} is no export of ${knownExports}: --drafts and --pictures are for those`)
  return importOne(io, source, options)
}

const importOne = async (io: TerminalIo, source: string, options: ImportOptions): Promise<number> => {
  const asked = options.out
  if (asked) await refuseFull(resolve(io.cwd, asked), asked)
  io.progress(`reading ${source}`)
  const id = options.id ?? (asked && idOf(resolve(io.cwd, asked)))
  const { readDocument } = await import('../import/read-document.ts')
  const imported = await readDocument(io, source, { ...options, ...(id && { id }) })
  const out = asked ? resolve(io.cwd, asked) : await usualFolder(io, source, imported.id, options)
  const shown = asked ?? relative(io.cwd, out)
  if (!asked) await refuseFull(out, shown)
  const report = { path: reportName, bytes: Buffer.from(`${JSON.stringify(imported.report, null, 2)}\n`) }
  await writeWhole(out, [...imported.files, report])
  io.progress('')
  io.answer(imported.report)
  reportImport(io, imported.report)
  io.print(`Written to ${shown}; what was understood is in ${join(shown, reportName)}`)
  return 0
}

const usualFolder = async (
  io: TerminalIo,
  source: string,
  id: string,
  { publication }: ImportOptions,
): Promise<string> => {
  const { publicationFileFor } = await import('../local-content/local-publication.ts')
  const near = dirname(resolve(io.cwd, source))
  return join(dirname(await publicationFileFor(io, near, publication)), 'issues', id)
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
