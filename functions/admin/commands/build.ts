import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pathOf } from '../../platform/language.ts'
import { buildEditions, type LocalEdition } from '../cli/editions.ts'
import { readLocalIssue } from '../cli/local-issue.ts'
import { reportEditions, reportProblems } from '../cli/report.ts'
import type { World } from '../cli/world.ts'

export type BuildOptions = { out: string; publication?: string; json?: boolean }

/** Writes `<lang>/digest.html`, `<lang>/digest.txt` and the site's files below `site/`. */
export const build = async (world: World, dir: string, options: BuildOptions): Promise<number> => {
  const { id, publication, read } = await readLocalIssue(world, dir, options.publication)
  if (read.outcome === 'refused') return reportProblems(world, dir, read.problems)
  const editions = await buildEditions(read.issue, publication)
  const out = resolve(world.cwd, options.out)
  for (const edition of editions) await writeAll(out, filesOf(edition))
  if (options.json) world.print(JSON.stringify({ issue: id, editions: editions.map(summary) }, null, 2))
  else {
    reportEditions(world, id, editions)
    world.print(`Written to ${out}`)
  }
  return 0
}

const filesOf = ({ language, html, text, files }: LocalEdition): [string, string | Uint8Array][] => [
  [join(pathOf(language), 'digest.html'), html],
  [join(pathOf(language), 'digest.txt'), text],
  ...files.map(({ path, body }): [string, string | Uint8Array] => [join('site', path), body]),
]

const writeAll = async (out: string, files: [string, string | Uint8Array][]) => {
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
