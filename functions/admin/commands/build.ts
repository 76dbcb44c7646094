import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import type { SiteFile } from '../../edition/edition.ts'
import { pathOf } from '../../platform/language.ts'
import { type LocalEdition, renderFolder } from '../cli/editions.ts'
import { reportEditions, reportProblems } from '../cli/report.ts'
import type { World } from '../cli/world.ts'

export type BuildOptions = { out: string; publication?: string; json?: boolean }

/** Writes `<lang>/digest.html`, `<lang>/digest.txt` and the site's files below `site/`. */
export const build = async (world: World, dir: string, options: BuildOptions): Promise<number> => {
  const issue = await renderFolder(world, dir, options.publication)
  if (issue.outcome === 'refused') return reportProblems(world, dir, issue.problems)
  const { id, editions, listing } = issue
  const out = resolve(world.cwd, options.out)
  await writeAll(out, [...editions.flatMap(filesOf), ...listing.map(siteFile)])
  if (options.json) world.print(JSON.stringify({ issue: id, editions: editions.map(summary) }, null, 2))
  else {
    reportEditions(world, id, editions)
    world.print(`Written to ${out}`)
  }
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
