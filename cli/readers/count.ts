import type { GrowthAnswer, ReaderCountsAnswer } from '../../functions/api/answers/readers.ts'
import {
  noReaders,
  type ReaderCounts,
  sumOfCounts,
} from '../../functions/subscription/counts/reader-counts.ts'
import { type Client, createClient, type Reply } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, number, table, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { daysBefore, isCounted } from './growth-weeks.ts'

/** So many are counted in one call or two, for a hundredth of a cent: they need not wait for a night. */
const quicklyCounted = 20_000

type Counted = { counts: ReaderCounts; at: string; asOf: string; isOld?: true }

/**
 * Says how many readers there are: by reading them all where that is quick or asked for, else as the last night counted
 * them.
 */
export const countReaders = async (
  io: TerminalIo,
  { api, now }: { api?: string; now?: boolean },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const night = now ? undefined : await lastNight(io, client)
  if (night?.outcome === 'refused') return complainOf(io, night.problems)
  const large = night?.value && total(night.value.counts.statuses) > quicklyCounted ? night : undefined
  const reply = large ?? (await readAll(io, client))
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { counts, at, asOf, isOld } = reply.value!
  io.answer({ at, ...counts })
  for (const line of [...linesOf(counts), '', `as of ${asOf}`]) io.print(line)
  if (isOld) io.print('now: masthead readers count --now')
  return 0
}

/** More than one night may have failed. */
const lookedBackDays = 30

/** @returns without a value where no night has counted lately */
const lastNight = async (io: TerminalIo, client: Client): Promise<Reply<Counted | undefined>> => {
  const from = daysBefore(io.now(), lookedBackDays)
  const reply = await client.get<GrowthAnswer>(`/api/readers/growth?${new URLSearchParams({ from })}`)
  if (reply.outcome === 'refused') return reply
  const { days, timeZone } = reply.value
  const last = days.findLast(isCounted)
  if (!last) return { ...reply, value: undefined }
  const { at, statuses, languages, topics } = last
  const counts = { statuses, languages, topics }
  return { ...reply, value: { counts, at, asOf: localTime(at, timeZone), isOld: true } }
}

const readAll = async (io: TerminalIo, client: Client): Promise<Reply<Counted>> => {
  const at = new Date(io.now()).toISOString()
  let counts = noReaders()
  let next: string | undefined
  do {
    const query = next ? `?${new URLSearchParams({ after: next })}` : ''
    const reply = await client.get<ReaderCountsAnswer>(`/api/readers/counts${query}`)
    if (reply.outcome === 'refused') return reply
    counts = sumOfCounts([counts, reply.value.counts])
    next = reply.value.next
    io.progress(`${number(total(counts.statuses))} so far`)
  } while (next)
  return { outcome: 'done', status: 200, value: { counts, at, asOf: 'now' } }
}

const withEvery = ({ all, ...chosen }: Record<string, number>): Record<string, number> =>
  all === undefined ? chosen : { 'every topic': all, ...chosen }

const linesOf = ({ statuses, languages, topics }: ReaderCounts): string[] => {
  const rows = (title: string, counts: Record<string, number>) =>
    Object.entries(counts)
      .sort(([one, a], [other, b]) => b - a || one.localeCompare(other))
      .map(([name, count], index) => [index === 0 ? title : '', name, number(count)])
  return table(
    [
      ['readers', '', number(total(statuses))],
      ...rows('by status', statuses),
      ...rows('active, by language', languages),
      // Whoever chose none in particular gets each of them.
      ...rows('active, by topic chosen', withEvery(topics)),
    ],
    [2],
  )
}
