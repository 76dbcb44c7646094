import * as z from 'zod'
import { isoDayAt } from '../runtime/local-time.ts'
import type { CountsTable } from '../subscription/counts/counts.table.ts'
import { dayAfter } from '../subscription/counts/day-counts.ts'
import { withGaps } from '../subscription/counts/growth.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { GrowthAnswer } from './answers/readers.ts'
import { problemsOf } from './schema-problems.ts'

export type GrowthDeps = {
  counts: Pick<CountsTable, 'days'>
  /** Unix ms. */
  now: () => number
  timeZone: string
}

const day = z.iso.date('is no day: write it as 2031-02-03').optional()
export const GrowthQuery = z.strictObject({
  from: day.meta({
    description: 'The first day; left out, two years before the last.',
    example: '2031-01-01',
  }),
  to: day.meta({ description: 'The last day; left out, today.', example: '2031-02-03' }),
})

const daysOfTwoYears = 731

/** How many readers there were day by day, and how many came and went. */
export const createGrowth =
  ({ counts, now, timeZone }: GrowthDeps) =>
  /** @param query `from`, `to`: days in the publication's zone */
  async (query: Record<string, string | undefined>): Promise<Answer> => {
    const read = GrowthQuery.safeParse(query)
    if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
    const { to = isoDayAt(now(), timeZone), from = dayAfter(to, -daysOfTwoYears) } = read.data
    if (from > to) return refuse('not-valid', { field: 'from', message: `is after ${to}, the last day` })
    const value: GrowthAnswer = { days: withGaps(await counts.days(from, to)), timeZone }
    return answer(200, value)
  }
export type Growth = ReturnType<typeof createGrowth>
