import type { IssuesAnswer, ListedIssue, ViewsAnswer } from '../../functions/api/answers/issues.ts'
import { defined } from '../../functions/runtime/defined.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { number, table, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Misuse, type TerminalIo } from '../terminal/terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('views')
    .summary('say how often an issue’s pages were viewed')
    .description(
      'say how often the pages of an issue and of its articles were viewed, in each language; without an issue, those of the ten newest',
    )
    .argument('[issue]', 'the issue’s id')
    .option(...apiOption)
    .json(
      '{ issue, counted: { from, to }, page: { en }, articles: [{ slug, title: { en }, views: { en } }] }; without an issue\n{ issues: [{ issue, number, title: { en }, counted, views: { en } }] }\n`counted` the first and the last day with a view, in UTC; left out while there is none, and no number is said then',
    )
    .example('views')
    .example('views tidelines-1')
    .action(async (issue, options) =>
      finish(issue === undefined ? viewsOfNewest(io, options) : views(io, issue, options)),
    )

/** Lists an issue's articles with their views, in printed order. */
export const views = async (io: TerminalIo, issue: string, { api }: { api?: string }): Promise<number> => {
  const { issueId } = await import('../../functions/issue/manifest.ts')
  // An address leads elsewhere with what is no id, such as “..”.
  if (!issueId.test(issue)) throw new Misuse(`${issue} is not the id of an issue; see masthead issues`)
  const client = createClient(await findService(io, api))
  const reply = await client.get<ViewsAnswer>(`/api/issues/${issue}/views`)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { counted, page, articles } = reply.value
  io.answer(reply.value)
  if (!counted) {
    for (const line of whyNone(issue)) io.print(line)
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

const whyNone = (of: string): string[] => [
  `No view of ${of} is counted: logs come within hours, at times a day late. None come`,
  'with “pageViews: false” in publication.yaml, or where the stack is not in us-east-1',
]

const newest = 10

/** Lists the newest issues, each with the views of all its pages. */
export const viewsOfNewest = async (io: TerminalIo, { api }: { api?: string }): Promise<number> => {
  const client = createClient(await findService(io, api))
  const listed = await client.get<IssuesAnswer>('/api/issues')
  if (listed.outcome === 'refused') return complainOf(io, listed.problems)
  const issues: Overview[] = []
  for (const { id, number, title } of listed.value.issues.slice(0, newest)) {
    const reply = await client.get<ViewsAnswer>(`/api/issues/${id}/views`)
    // Taken down meanwhile.
    if (reply.outcome === 'refused') continue
    const { counted, page, articles } = reply.value
    const views = counted && sumOf([page, ...articles.map((article) => article.views)])
    issues.push({ issue: id, ...defined({ number, title, counted, views }) })
  }
  io.answer({ issues })
  if (issues.length === 0) io.print('No issue is published yet')
  else if (!issues.some(({ counted }) => counted)) for (const line of whyNone('any issue')) io.print(line)
  else for (const line of table(issues.map(cellsOf), [1])) io.print(line)
  return 0
}

type Overview = Pick<ViewsAnswer, 'issue' | 'counted'> &
  Pick<ListedIssue, 'number' | 'title'> & {
    /** By language; absent while nothing is counted. */
    views?: Record<string, number>
  }

const cellsOf = ({ issue, title = {}, counted, views = {} }: Overview): string[] => [
  issue,
  counted ? number(total(views)) : '–',
  counted ? `${counted.from} to ${counted.to} (UTC)` : 'not counted',
  Object.values(title)[0] ?? '',
]

const sumOf = (parts: readonly Record<string, number>[]): Record<string, number> => {
  const sum: Record<string, number> = {}
  for (const part of parts)
    for (const [language, views] of Object.entries(part)) sum[language] = (sum[language] ?? 0) + views
  return sum
}
