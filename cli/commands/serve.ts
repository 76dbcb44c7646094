import { stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type Declare, port } from '../shared-options.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type ServeOptions = { port?: number; open?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('serve')
    .summary('show what build or start --once wrote, as on the web')
    .description('show a site that build or start --once wrote, as it would lie on the web')
    .argument('<dir>', 'what their --out was, or a folder of a site’s files')
    .option('--port <n>', 'of its address on this machine (default: a free one)', port)
    .option('--open', 'open it in the browser')
    .json('{ url }, as soon as the site is there')
    .example('serve out/tidelines-1 --open')
    .exits(1, 'no site is there, or the port is in use')
    .action(async (dir, options) => finish(serveFolder(io, dir, options)))

/**
 * Serves a folder of files to this machine alone, until it is interrupted.
 * @throws Stop when no site lies there, or the port is taken
 */
export const serveFolder = async (io: TerminalIo, dir: string, options: ServeOptions): Promise<number> => {
  const { serve } = await import('../preview/serve.ts')
  const { answerFrom } = await import('../serve/site-folder.ts')
  const asked = resolve(io.cwd, dir)
  const inner = join(asked, 'site')
  const folder = (await isFolder(inner)) ? inner : asked
  if (!(await isFolder(folder)))
    throw new Stop(`${dir} is no folder: give what build or start --once wrote to (--out)`)
  const served = await serve(options.port ?? 0, {
    answer: (url) => answerFrom(folder, url),
    version: () => '',
  })
  try {
    io.answer({ url: served.url })
    io.print(`${dir} is shown at ${io.link(served.url, served.url)} until Ctrl-C`)
    if (options.open) await io.open(served.url)
    await io.untilInterrupted()
    return 0
  } finally {
    await served.close()
  }
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
