import type { ReaderCountsAnswer } from '../../functions/api/answers.ts'
import { type ReaderCounts, sumOfCounts } from '../../functions/subscription/readers/count-readers.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { number, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/** Counts all readers, in as many calls as that takes. */
export const countReaders = async (io: TerminalIo, { api }: { api?: string }): Promise<number> => {
  const client = createClient(await findService(io, api))
  let counts: ReaderCounts = { statuses: {}, languages: {}, topics: {} }
  let next: string | undefined
  do {
    const query = next ? `?${new URLSearchParams({ after: next })}` : ''
    const reply = await client.get<ReaderCountsAnswer>(`/api/readers/counts${query}`)
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    counts = sumOfCounts([counts, reply.value.counts])
    next = reply.value.next
    io.progress(`${number(total(counts.statuses))} so far`)
  } while (next)
  io.answer(counts)
  for (const line of linesOf(counts)) io.print(line)
  return 0
}

const total = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

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
      ...rows('active, by topic', topics),
    ],
    [2],
  )
}
