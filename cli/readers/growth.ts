import type { GrowthAnswer } from '../../functions/api/answers/readers.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { chartOf, daysBefore, isCounted, weeksOf } from './growth-weeks.ts'

/** Draws how many readers there were week by week, as the nights counted them. */
export const showGrowth = async (
  io: TerminalIo,
  { api, days }: { api?: string; days: number },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const from = daysBefore(io.now(), days)
  const reply = await client.get<GrowthAnswer>(`/api/readers/growth?${new URLSearchParams({ from })}`)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { days: found, timeZone } = reply.value
  io.answer(reply.value)
  const last = found.findLast(isCounted)
  if (!last) {
    io.print(`No night since ${from} has counted the readers: each does from 3:00 on (${timeZone})`)
    return 0
  }
  for (const line of chartOf(weeksOf(found))) io.print(line)
  io.print('')
  io.print(`as of ${localTime(last.at, timeZone)}`)
  return 0
}
