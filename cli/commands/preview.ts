import { plural } from '../format.ts'
import { type Declare, port, publicationOption } from '../options.ts'
import type { Current } from '../preview/live-preview.ts'
import type { Target } from '../preview/render.ts'
import type { Served } from '../preview/serve.ts'
import type { TerminalIo } from '../terminal-io.ts'

export type PreviewOptions = { port?: number; language?: string; publication?: string; open?: boolean }

export const declare: Declare = (program, io, finish) =>
  program
    .command('preview')
    .description('show an issue in the browser while it is written; the page reloads by itself')
    .argument('<source>', 'folder of the issue, one Markdown document, or a folder of them')
    .option('--port <n>', 'of the page’s address on this machine (default: a free one)', port)
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option('--open', 'open the page in the browser')
    .option(...publicationOption)
    .json('{ url }, as soon as the page is there')
    .example('preview content/issues/tidelines-1 --open')
    .action(async (source, options) => finish(preview(io, source, options)))

/**
 * Shows an issue on a page of this machine while it is written, until it is interrupted.
 * @param source an issue's folder; or a document or a folder of them, which is imported for this
 * @throws Stop when it is not there, has no publication, or the port is taken
 */
export const preview = async (io: TerminalIo, source: string, options: PreviewOptions): Promise<number> => {
  io.progress(`reading ${source}`)
  const { openLivePreview } = await import('../preview/live-preview.ts')
  const { answerTo } = await import('../preview/answer.ts')
  const { serve } = await import('../preview/serve.ts')
  let served: Served | undefined
  const say = ({ problems }: Current) =>
    io.progress(problems.length > 0 ? `${plural(problems.length, 'problem')}: see the page` : 'no problems')
  const target: Target = { source, language: options.language, publication: options.publication }
  const desk = await openLivePreview(io, target, (now) => {
    served?.tell(now.version)
    say(now)
  })
  try {
    served = await serve(options.port ?? 0, {
      answer: (url) => answerTo(desk.now(), source, url),
      version: () => desk.now().version,
    })
    io.answer({ url: served.url })
    io.print(`${source} is shown at ${served.url} until Ctrl-C`)
    say(desk.now())
    if (options.open) await io.open(served.url)
    await io.untilInterrupted()
    return 0
  } finally {
    desk.close()
    await served?.close()
  }
}
