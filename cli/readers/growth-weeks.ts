import type { DayCounts } from '../../functions/subscription/counts/day-counts.ts'
import { type Flow, sumOfFlows } from '../../functions/subscription/counts/flow.ts'
import type { GrowthDay } from '../../functions/subscription/counts/growth.ts'
import { number, table } from '../terminal/format.ts'

/** A week from its Monday: readers at its end, and what happened in it. */
export type Week = { monday: string; readers: number; flow: Flow; missing: number }

export const isCounted = (one: GrowthDay): one is DayCounts => !('missing' in one)

/** @param now Unix ms @returns a day in UTC */
export const daysBefore = (now: number, days: number): string =>
  new Date(now - days * 86_400_000).toISOString().slice(0, 10)

/** Who gets what is sent, or does when their pause is over. */
const readersOf = ({ statuses }: DayCounts): number => (statuses.active ?? 0) + (statuses.paused ?? 0)

const mondayOf = (day: string): string => {
  const date = new Date(day)
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7))
  return date.toISOString().slice(0, 10)
}

/** @param days in order. A week of which no day is known shows the readers of the week before */
export const weeksOf = (days: readonly GrowthDay[]): Week[] => {
  let readers = 0
  return [...Map.groupBy(days, ({ day }) => mondayOf(day))].map(([monday, all]) => {
    const counted = all.filter(isCounted)
    const last = counted.at(-1)
    if (last) readers = readersOf(last)
    const missing = all.length - counted.length
    return { monday, readers, flow: sumOfFlows(counted.map(({ flow }) => flow)), missing }
  })
}

const barColumns = 30

/**
 * A chart of plain characters: a line a week, with a bar from 0, so that a small change does not look like a large one.
 * @returns its lines
 */
export const chartOf = (weeks: readonly Week[]): string[] => {
  const most = Math.max(1, ...weeks.map(({ readers }) => readers))
  const rows = weeks.map(({ monday, readers, flow, missing }) => [
    monday,
    number(readers),
    ...[flow.joined, flow.left, flow.bounced, flow.complained].map(number),
    `${'#'.repeat(Math.round((readers / most) * barColumns))}${missing ? ` (${missing} not counted)` : ''}`,
  ])
  return table(
    [['week of', 'readers', 'joined', 'left', 'bounced', 'complained', ''], ...rows],
    [1, 2, 3, 4, 5],
  )
}
