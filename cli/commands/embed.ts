import { resolve } from 'node:path'
import { type Declare, publicationOption } from '../shared-options.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

export type EmbedOptions = { language?: string; return?: string; site?: string; publication?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('embed')
    .summary('print the sign-up form for a page of another site')
    .description('print the sign-up form for a page of another site, as plain HTML')
    .option('--language <tag>', 'of the form (default: the publication’s first)')
    .option('--return <url>', 'the page of that site to come back to; its origin is listed under embeds')
    .option('--site <url>', 'where our own site is (default: what the publication says)')
    .option(...publicationOption)
    .json('{ language, html }')
    .example('embed --language en --return https://www.example.org/thanks')
    .action(async (options) => finish(embed(io, options)))

/**
 * Prints the sign-up form for a page of another site.
 * @throws Stop when the form would not work there
 */
export const embed = async (io: TerminalIo, options: EmbedOptions): Promise<number> => {
  const { readPublicationFor } = await import('../local-content/local-publication.ts')
  const { returnTo } = await import('../../functions/subscription/forms/embeds.ts')
  const { embedSnippet } = await import('../../functions/subscription/forms/embed.page.ts')
  const publication = await readPublicationFor(io, resolve(io.cwd), options.publication)
  const { languages, embeds } = publication
  const language = options.language ?? languages[0]!
  if (!languages.includes(language))
    throw new Stop(`There is no ${language} here: choose one of ${languages.join(', ')}`)
  const back = options.return === undefined ? undefined : returnTo(options.return, embeds)
  if (options.return !== undefined && !back)
    throw new Stop(
      `Nobody can come back to ${options.return}: write https://…, and list its origin in publication.yaml under embeds (now: ${embeds.join(', ') || 'none'})`,
    )
  const siteUrl = (options.site ?? publication.site).replace(/\/+$/, '')
  const { html } = embedSnippet({ publication, siteUrl, language, returnTo: back })
  io.answer({ language, html })
  io.print(html)
  return 0
}
