import type { IssuesAnswer, ListedIssue } from '../../functions/api/answers.ts'
import { createClient } from '../client.ts'
import { localTime, table } from '../format.ts'
import { apiOption, type Declare } from '../options.ts'
import { complainOf } from '../print-problems.ts'
import { findService } from '../service.ts'
import type { TerminalIo } from '../terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('issues')
    .description('list the issues in this folder, and what is published and sent of all')
    .option(...apiOption)
    .json(
      '{ issues: [{ id, number, title, languages, date, folder, published: { at, sent } }] }\n`folder` of one that lies here, `published` of one that is there',
    )
    .example('issues')
    .action(async (options) => finish(issues(io, options)))

/** An issue that lies in this folder, or is published, or both. */
type Row = {
  id: string
  number?: number | undefined
  title?: string | undefined
  languages: string[]
  date?: string | undefined
  folder?: string
  published?: { at: string; sent?: ListedIssue['sent'] }
}

const folder = 'content/issues'

/** Lists what lies here and what is published, the newest first. */
export const issues = async (io: TerminalIo, { api }: { api?: string }): Promise<number> => {
  const { localIssues } = await import('../local-issues.ts')
  const local = await localIssues(io, folder)
  const client = createClient(await findService(io, api))
  const published: ListedIssue[] = []
  let timeZone = 'UTC'
  for (let next: string | undefined = ''; next !== undefined; ) {
    const path: string = next ? `/api/issues?after=${encodeURIComponent(next)}` : '/api/issues'
    const reply = await client.get<IssuesAnswer>(path)
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    published.push(...reply.value.issues)
    ;({ timeZone, next } = reply.value)
  }
  const isHere = new Set(published.map(({ id }) => id))
  const rows: Row[] = [
    ...local.filter(({ id }) => !isHere.has(id)).reverse(),
    ...published.map((issue) => rowOf(issue, local.find(({ id }) => id === issue.id)?.folder)),
  ]
  io.answer({ issues: rows })
  if (rows.length === 0)
    io.print(`No issue lies in ${folder}, and none is published: make one by masthead new issue "A title"`)
  for (const line of table(rows.map((row) => cellsOf(row, timeZone)))) io.print(line)
  return 0
}

const rowOf = (issue: ListedIssue, here: string | undefined): Row => {
  const { id, number, title, period, date, release, languages, publishedAt, sent } = issue
  const [first = ''] = languages
  return {
    id,
    number,
    title: title?.[first] ?? period?.[first],
    languages,
    date: date ?? release?.slice(0, 10),
    ...(here !== undefined && { folder: here }),
    published: { at: publishedAt, ...(sent && { sent }) },
  }
}

const cellsOf = ({ id, number, title, languages, date, folder: here, published }: Row, timeZone: string) => [
  id,
  number === undefined ? '–' : `No. ${number}`,
  title ?? '–',
  languages.join(', '),
  date ?? '–',
  published ? `published ${localTime(published.at, timeZone)}` : 'not published',
  published?.sent ? `sent: ${published.sent.state}` : 'not sent',
  ...(here === undefined ? ['not in this folder'] : ['']),
]
