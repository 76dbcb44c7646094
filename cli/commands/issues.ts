import type { IssuesAnswer, ListedIssue } from '../../functions/api/answers/issues.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export const declare: Declare = (program, io, finish) =>
  program
    .command('issues')
    .description('list the issues in this folder, and what is published and sent of all')
    .option(...apiOption)
    .json(
      '{ issues: [{ id, number, title, languages, date, folder, published: { at, sent }, takenDown: { at, sent } }] }\n`folder` of one that lies here, `published` of one that is there, `takenDown` of one that was',
    )
    .example('issues')
    .action(async (options) => finish(issues(io, options)))

/** Since when, and the state of its digest's send, if there is one. */
type There = { at: string; sent?: ListedIssue['sent'] }

/** An issue that lies in this folder, or is or was published, or both. */
type Row = {
  id: string
  number?: number | undefined
  title?: string | undefined
  languages: string[]
  date?: string | undefined
  folder?: string
  published?: There
  takenDown?: There
}

const folder = 'content/issues'

/** Lists what lies here, what is published, and what was taken down, the newest first. */
export const issues = async (io: TerminalIo, { api }: { api?: string }): Promise<number> => {
  const { localIssues } = await import('../local-content/local-issues.ts')
  const local = await localIssues(io, folder)
  const client = createClient(await findService(io, api))
  const published: ListedIssue[] = []
  let timeZone = 'UTC'
  for (let next: string | undefined = ''; next !== undefined; ) {
    const path: string = `/api/issues?state=all${next && `&after=${encodeURIComponent(next)}`}`
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
  const { id, number, title, period, date, release, languages, publishedAt, takenDownAt, sent } = issue
  const [first = ''] = languages
  const there: There = { at: takenDownAt ?? publishedAt, ...(sent && { sent }) }
  return {
    id,
    number,
    title: title?.[first] ?? period?.[first],
    languages,
    date: date ?? release?.slice(0, 10),
    ...(here !== undefined && { folder: here }),
    ...(takenDownAt === undefined ? { published: there } : { takenDown: there }),
  }
}

const cellsOf = (row: Row, timeZone: string) => {
  const { id, number, title, languages, date, folder: here, published, takenDown } = row
  const { sent } = published ?? takenDown ?? {}
  return [
    id,
    number === undefined ? '–' : `No. ${number}`,
    title ?? '–',
    languages.join(', '),
    date ?? '–',
    stateOf(row, timeZone),
    sent ? `sent: ${sent.state}` : 'not sent',
    here === undefined ? 'not in this folder' : '',
  ]
}

const stateOf = ({ published, takenDown }: Row, timeZone: string): string => {
  if (published) return `published ${localTime(published.at, timeZone)}`
  return takenDown ? `taken down ${localTime(takenDown.at, timeZone)}` : 'not published'
}
