import type { SendTime } from '../../../api/answers/sends.ts'
import { shareOfSends } from '../../../sending/deliver/account-rate.ts'
import { spanOf } from '../../../sending/schedule/time-zone-slots.ts'

/** USD for 1,000 messages, the list price (Amazon SES pricing). */
const sesPrice = 0.1

const dayMs = 86_400_000

export type Expected = {
  /** How many are due on each day: all on the first, or the warm-up's slices. */
  portions: readonly number[]
  /** What SES lets the account send: mails a second, and in 24 hours (-1: no limit), of which `sent` are used. */
  quota: { rate: number; max: number; sent: number }
  /** Unix ms. */
  begin: number
  now: number
}

export type Forecast = {
  /** When about the last reader has it, Unix ms. */
  last: number
  /** Where the quota of 24 hours is used up before all have it: after how many, and until when at the latest, Unix ms. */
  stops?: { after: number; until: number }
}

/**
 * How a send would go, by the account's rate and quota as they are now. A quota is of the last 24 hours, so it is reckoned
 * day by day from the beginning; nothing is assumed of other mail.
 * @returns undefined where the account may send nothing
 */
export const forecastOf = ({ portions, quota, begin, now }: Expected): Forecast | undefined => {
  const aSecond = quota.rate * shareOfSends
  const max = quota.max < 0 ? Number.POSITIVE_INFINITY : quota.max
  if (aSecond <= 0 || max === 0) return undefined
  const byRate = Math.max(1, Math.floor((aSecond * dayMs) / 1000))
  let [waiting, gone] = [0, 0]
  let stops: Forecast['stops']
  for (let day = 0; ; day += 1) {
    waiting += portions[day] ?? 0
    // What was sent before counts until it is a day old.
    const left = begin + day * dayMs < now + dayMs ? Math.max(0, max - quota.sent) : max
    const went = Math.min(waiting, left, byRate)
    gone += went
    if (!stops && left < Math.min(waiting, byRate)) stops = { after: gone, until: begin + (day + 1) * dayMs }
    waiting -= went
    if (waiting === 0 && day >= portions.length - 1)
      return { last: begin + day * dayMs + (went / aSecond) * 1000, ...(stops && { stops }) }
  }
}

/** When a send that is asked for now begins, Unix ms. By readers’ own clocks, in the first zone. */
export const beginOf = ({ at, ownZones }: SendTime, now: number): number => {
  if (ownZones) return Math.max(now, spanOf(ownZones).first)
  return at ? Date.parse(at) : now
}

/** SES's price of so many mails, USD. */
export const priceOf = (mails: number): number => (mails / 1000) * sesPrice
