import type { ViewsAnswer } from '../../functions/api/answers/issues.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { number, table, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('views')
    .summary('say how often an issue’s pages were viewed')
    .description('say how often the pages of an issue and of its articles were viewed, in each language')
    .argument('<issue>', 'the issue’s id')
    .option(...apiOption)
    .json(
      '{ issue, counted: { from, to }, page: { en }, articles: [{ slug, title: { en }, views: { en } }] }\n`counted` the first and the last day with a view, in UTC; left out while there is none',
    )
    .example('views tidelines-1')
    .action(async (issue, options) => finish(views(io, issue, options)))

/** Lists an issue's articles with their views, in printed order. */
export const views = async (io: TerminalIo, issue: string, { api }: { api?: string }): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.get<ViewsAnswer>(`/api/issues/${encodeURIComponent(issue)}/views`)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { counted, page, articles } = reply.value
  io.answer(reply.value)
  if (!counted) {
    io.print(`No view of ${issue} is counted: logs come within hours, at times a day late. None come`)
    io.print('with “pageViews: false” in publication.yaml, or where the stack is not in us-east-1')
    return 0
  }
  const languages = Object.keys(page)
  const cells = (slug: string, title: string, of: Record<string, number>) => [
    slug,
    ...(languages.length > 1 ? languages.map((language) => number(of[language] ?? 0)) : []),
    number(total(of)),
    title,
  ]
  const rows = [
    ['', ...(languages.length > 1 ? languages : []), 'views', ''],
    cells('(the issue)', '', page),
    ...articles.map(({ slug, title, views }) => cells(slug, Object.values(title)[0] ?? '', views)),
  ]
  const numbers = rows[0]!.map((_, column) => column).slice(1, -1)
  for (const line of table(rows, numbers)) io.print(line)
  io.print('')
  io.print(`${counted.from} to ${counted.to} (UTC), programs that fetch pages among them`)
  return 0
}
