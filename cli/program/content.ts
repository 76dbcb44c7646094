import type { Command } from 'commander'
import type { TerminalIo } from '../terminal-io.ts'
import { apiOption, type Finish, jsonOption, origin, port, publicationOption } from './options.ts'

/** What an editor does to an issue before it is sent. */
export const addContentCommands = (program: Command, io: TerminalIo, finish: Finish) => {
  program
    .command('import')
    .description('make an issue’s folder of one long Markdown document')
    .argument('<source>', 'a magazine with its table of contents, or a newsletter')
    .requiredOption('--out <dir>', 'the issue’s folder; it must not hold anything yet')
    .option('--id <id>', 'the issue’s id (default: the folder’s name)')
    .option('--language <tag>', 'what it is written in, e.g. zh-CN (default: what it says or seems to be)')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (source, options) =>
      finish((await import('../commands/import.ts')).importSource(io, source, options)),
    )
  program
    .command('check')
    .description('say what is wrong with an issue')
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('../commands/check.ts')).check(io, dir, options)))
  program
    .command('build')
    .description('write an issue’s digests and pages to a folder, to look at')
    .argument('<source>', 'folder of the issue, or one Markdown document')
    .requiredOption('--out <dir>', 'where to write')
    .option('--cards', 'draw the pictures for previews of links, too')
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (source, options) =>
      finish((await import('../commands/build.ts')).build(io, source, options)),
    )
  program
    .command('preview')
    .description('show an issue in the browser while it is written; the page reloads by itself')
    .argument('<source>', 'folder of the issue, one Markdown document, or a folder of them')
    .option('--port <n>', 'of the page’s address on this machine (default: a free one)', port)
    .option('--language <tag>', 'what a document is written in (default: what it says or seems to be)')
    .option('--open', 'open the page in the browser')
    .option(...publicationOption)
    .action(async (source, options) =>
      finish((await import('../commands/preview.ts')).preview(io, source, options)),
    )
  program
    .command('qr')
    .description(
      'write the QR codes that lead from the printed issue to its pages, and a sheet of them to print',
    )
    .argument('<dir>', 'folder of the issue; its name is the issue’s id')
    .option('--out <dir>', 'where to write (default: out/qr-ISSUE)')
    .option(
      '--site <url>',
      'origin of the site, such as https://example.org (default: the publication’s)',
      origin,
    )
    .option(...publicationOption)
    .option(...jsonOption)
    .action(async (dir, options) => finish((await import('../commands/qr.ts')).qr(io, dir, options)))
  program
    .command('embed')
    .description('print the sign-up form for a page of another site, as plain HTML')
    .option('--language <tag>', 'of the form (default: the publication’s first)')
    .option('--return <url>', 'the page of that site to come back to; its origin is listed under embeds')
    .option('--site <url>', 'where our own site is (default: what the publication says)')
    .option(...publicationOption)
    .action(async (options) => finish((await import('../commands/embed.ts')).embed(io, options)))
  program
    .command('publish')
    .description('check an issue, upload it, and wait until it is published')
    .argument('<dir>', 'folder of the issue')
    .option(...publicationOption)
    .option(...apiOption)
    .action(async (dir, options) =>
      finish((await import('../commands/publish.ts')).publish(io, dir, options)),
    )
}
