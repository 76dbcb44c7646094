import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Declare } from '../shared-options.ts'
import { Misuse, type TerminalIo } from '../terminal/terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('docs')
    .summary('open the manual, which is on this machine')
    .description('open the manual in the browser: it lies on this machine, and is of this version')
    .argument('[page]', 'such as start, write, send, recover, or commands; without one, where to begin')
    .json('{ file }, and nothing is opened')
    .example('docs')
    .example('docs send', 'how an issue is published and sent')
    .action(async (page, options) => finish(docs(io, page ?? 'index', options)))

/**
 * Prints where a page of the manual is and, for a person at a terminal, opens it.
 * @param folder the manual's, if it is made already
 * @throws Misuse when there is no such page
 */
export const docs = async (
  io: TerminalIo,
  page: string,
  { json = false }: { json?: boolean } = {},
  folder?: string,
): Promise<number> => {
  const manual = folder ?? (await manualFolder(io))
  const file = join(manual, `${page}.html`)
  const pages = (await readdir(manual)).flatMap((name) => /^(.+)\.html$/.exec(name)?.[1] ?? [])
  if (!pages.includes(page))
    throw new Misuse(`The manual has no page ${page}: it has ${pages.toSorted().join(', ')}`)
  const url = pathToFileURL(file).href
  io.answer({ file })
  io.print(io.link(file, url))
  if (io.isWatched && !json) await io.open(url)
  return 0
}

/** An installed package contains the manual. In a checkout it is made anew, because any file may have changed. */
const manualFolder = async (io: TerminalIo): Promise<string> => {
  const { ownFile } = await import('../../infra/own-files.ts')
  const packed = ownFile('manual')
  if (existsSync(packed)) return packed
  const [{ execFile }, { promisify }] = await Promise.all([import('node:child_process'), import('node:util')])
  io.progress('making the manual')
  const script = ownFile('cli/manual/build-manual.ts')
  await promisify(execFile)(process.execPath, [script], { cwd: ownFile('.') })
  io.progress('')
  return ownFile('out/manual')
}
