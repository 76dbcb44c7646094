import { openAsBlob } from 'node:fs'
import { basename, parse } from 'node:path'
import type { ImportAnswer, ImportRowsAnswer, ImportShown } from '../../functions/api/answers/imports.ts'
import { defined } from '../../functions/runtime/defined.ts'
import type { Encoding } from '../../functions/subscription/import/encoding.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { number } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import type { JudgedFile } from './judge-file.ts'
import { printCounts } from './report-import.ts'
import { printFirstRows, type RowReport } from './row-report.ts'

export type ServiceImport = {
  judged: JudgedFile
  consent?: string
  ask?: boolean
  mapping: Record<string, string>
  language: string
  roles: boolean
  encoding?: Encoding
  /** The import's; by default of the file's name and the time. */
  name?: string
  api?: string
  /** Takes each row that is not imported. */
  report: RowReport
}

/** Has the service import a file, waits for it, and says what became of it. */
export const importByService = async (
  io: TerminalIo,
  file: string,
  { judged, consent, ask, mapping, language, roles, encoding, name, api, report }: ServiceImport,
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.post<ImportAnswer>('/api/imports', {
    id: name ?? nameOf(file, io.now()),
    file: { name: basename(file), size: judged.bytes, sha256: judged.sha256 },
    ...defined({ consent, ask }),
    mapping,
    language,
    roles,
    ...(encoding && { encoding }),
  })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { upload, uploadHeaders, import: asked } = reply.value
  if (upload) {
    io.progress(`uploading ${file}`)
    await client.put(upload, await openAsBlob(judged.path), uploadHeaders)
  }
  const ended = await untilOver(io, client, asked)
  // What the file itself told was shown before.
  report.first.length = 0
  await readRows(client, ended, report)
  io.answer({ import: ended, rows: report.first })
  return say(io, ended, report)
}

/** `Old list (2).csv` of 2031-05-06 07:08:09 UTC is `old-list-2-20310506-070809`. @param now Unix ms */
const nameOf = (file: string, now: number): string => {
  const stem = parse(file).name.toLowerCase()
  const plain =
    stem
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40) || 'readers'
  const [day = '', time = ''] = new Date(now).toISOString().replace(/[-:]/g, '').split('T')
  return `${plain}-${day}-${time.slice(0, 6)}`
}

const everyMs = 2_000
/** A run that was killed is taken up by the next after some minutes. */
const patienceMs = 20 * 60_000

const untilOver = async (io: TerminalIo, client: Client, asked: ImportShown): Promise<ImportShown> => {
  let standing = asked
  let movedAt = io.now()
  while (standing.state === 'waiting' || standing.state === 'working') {
    io.progress(`${number(standing.counts.rows)} rows imported`, standing.bytesDone / standing.file.size)
    await io.sleep(everyMs)
    const reply = await client.get<ImportAnswer>(`/api/imports/${asked.id}`)
    if (reply.outcome === 'refused') throw new Stop(`The import ${asked.id} is gone: import the file again`)
    const next = reply.value.import
    if (next.counts.rows > standing.counts.rows || next.state !== standing.state) movedAt = io.now()
    standing = next
    if (io.now() - movedAt > patienceMs)
      throw new Stop(
        `The import ${asked.id} has not moved for ${patienceMs / 60_000} minutes; it may go on by itself: look with \`masthead readers imports\`, and for failed work with \`masthead redrive\``,
      )
  }
  io.progress('')
  return standing
}

const readRows = async (client: Client, { id }: ImportShown, report: RowReport): Promise<void> => {
  let after: number | undefined
  do {
    const query = after === undefined ? '' : `?after=${after}`
    const reply = await client.get<ImportRowsAnswer>(`/api/imports/${id}/rows${query}`)
    if (reply.outcome === 'refused') return
    for (const { row, reason } of reply.value.rows) report.add(row, reason)
    after = reply.value.next
  } while (after !== undefined)
}

const say = (
  io: TerminalIo,
  { id, state, problem, counts, language }: ImportShown,
  report: RowReport,
): number => {
  if (state === 'refused') io.complain(io.style('red', `The service refused the file: ${problem}`))
  io.print(
    state === 'asking'
      ? `The import ${id} goes on asking by itself; look with \`masthead readers imports\`, which also cancels it`
      : `The import ${id} is ${state}`,
  )
  printCounts(io, counts, language)
  printFirstRows(io, report, report.file)
  return state === 'done' || state === 'asking' ? 0 : 1
}
