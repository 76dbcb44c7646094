import { type DayCounts, dayAfter } from './day-counts.ts'

/** A day whose night failed. */
export type MissingDay = { day: string; missing: true }
export type GrowthDay = DayCounts | MissingDay

/** @param counted in order @returns every day from the first that was counted to the last */
export const withGaps = (counted: readonly DayCounts[]): GrowthDay[] =>
  counted.flatMap((one, index) => {
    const gap: GrowthDay[] = []
    const before = counted[index - 1]
    for (let day = before && dayAfter(before.day); day && day < one.day; day = dayAfter(day))
      gap.push({ day, missing: true })
    return [...gap, one]
  })
