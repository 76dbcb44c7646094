import { join, resolve } from 'node:path'
import type { Current } from '../preview/live-preview.ts'
import type { Target } from '../preview/render.ts'
import type { Served } from '../preview/serve.ts'
import { type Declare, port, publicationOption } from '../shared-options.ts'
import { plural } from '../terminal/format.ts'
import { reportProblems } from '../terminal/print-problems.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type PreviewOptions = {
  port?: number
  language?: string
  publication?: string
  open?: boolean
  pictures?: string
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('preview')
    .summary('show an issue in the browser while it is written')
    .description('show an issue in the browser while it is written; the page reloads by itself')
    .argument('<source>', 'folder of the issue, one Markdown document, or a folder of them')
    .option('--port <n>', 'of the page’s address on this machine (default: a free one)', port)
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option('--open', 'open the page in the browser')
    .option(
      '--pictures <dir>',
      'write pictures of digests and issue pages there instead (PNG, by Chrome), and end',
    )
    .option(...publicationOption)
    .json('{ url }, as soon as the page is there; with --pictures { out, pictures: [file] }')
    .example('preview content/issues/tidelines-1 --open')
    .example('preview content/issues/tidelines-1 --pictures out/pictures')
    .action(async (source, options) =>
      finish(
        options.pictures ? pictures(io, source, options.pictures, options) : preview(io, source, options),
      ),
    )

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
    io.print(`${source} is shown at ${io.link(served.url, served.url)} until Ctrl-C`)
    say(desk.now())
    if (options.open) await io.open(served.url)
    await io.untilInterrupted()
    return 0
  } finally {
    desk.close()
    await served?.close()
  }
}

/**
 * Writes pictures of an issue's digests and pages: phone and desktop, light and dark, in each language.
 * @returns 1 when something is wrong with the issue
 * @throws Stop when there is no browser to take them
 */
const pictures = async (
  io: TerminalIo,
  source: string,
  out: string,
  options: PreviewOptions,
): Promise<number> => {
  io.progress(`reading ${source}`)
  const { renderSource } = await import('../editions/editions.ts')
  const issue = await renderSource(io, source, options)
  if (issue.outcome === 'refused') return reportProblems(io, source, issue)
  const { takePictures } = await import('../preview/take-pictures.ts')
  const files = await takePictures(io, issue, source, resolve(io.cwd, out))
  io.answer({ out, pictures: files })
  io.print(`${plural(files.length, 'picture')} of ${source} in ${join(out, issue.id)}`)
  return 0
}
