import type { ImportAnswer, ImportShown, ImportsAnswer } from '../../functions/api/answers/imports.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, number, plural, table, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/** Lists imports, or cancels one. */
export const listImports = async (
  io: TerminalIo,
  { api, cancel }: { api?: string; cancel?: string },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  if (cancel !== undefined) {
    const reply = await client.post<ImportAnswer>(`/api/imports/${encodeURIComponent(cancel)}/cancel`, {})
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    io.answer(reply.value)
    const { state, counts, asked } = reply.value.import
    io.print(
      state === 'cancelled'
        ? `${cancel} is cancelled${saidAsked(asked, ': ')}: ${plural(total(counts.taken), 'row')} had been imported by then, and stay; up to 250 that were being written are counted as soon as they are`
        : `${cancel} was ${state} already: nothing to do`,
    )
    return 0
  }
  const reply = await client.get<ImportsAnswer>('/api/imports')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { imports, timeZone } = reply.value
  if (imports.length === 0) io.print('Nobody was imported yet')
  for (const line of table(imports.map((one) => cellsOf(one, timeZone)))) io.print(line)
  return 0
}

const cellsOf = (
  { id, state, file, counts, asked, at, by = '', bytesDone }: ImportShown,
  timeZone: string,
): string[] => [
  id,
  state === 'working' ? `working, ${Math.floor((100 * bytesDone) / file.size)} %` : state,
  `${number(total(counts.taken))} of ${plural(counts.rows, 'row')}${saidAsked(asked, ', ')}`,
  localTime(at, timeZone),
  file.name,
  by,
]

const saidAsked = (asked: number | undefined, before: string): string =>
  asked === undefined ? '' : `${before}${number(asked)} asked`
