import type { Publication } from '../../publication/publication.ts'
import { readTimeZone } from '../../publication/time-zones.ts'
import { instantOf, isoDayAt } from '../../runtime/local-time.ts'
import { postedText } from './custom-fields.ts'

/** The days until which a form offers to pause, ISO 8601, by the calendar of a time zone. */
export type PauseDays = { month: string; quarter: string; first: string; last: string }

/** What a form asks for: to pause until the beginning of a day (ISO 8601 in UTC), or to end the pause. */
export type AskedPause = { until: string } | 'end' | 'wrong'

/** The time zone by which a reader's days are counted. */
export const zoneOf = (
  reader: { timeZone?: string | undefined },
  publication: Pick<Publication, 'timeZone'>,
): string => readTimeZone(reader.timeZone ?? '') ?? publication.timeZone

/** @param now Unix ms. @param zone IANA name */
export const pauseDays = (now: number, zone: string): PauseDays => {
  const today = isoDayAt(now, zone)
  return {
    month: monthsAfter(today, 1),
    quarter: monthsAfter(today, 3),
    first: daysAfter(today, 1),
    last: monthsAfter(today, 12),
  }
}

/** Reads `pause` (`month`, `quarter`, `end`, or `day` with the day in `until`). */
export const readPause = (
  posted: Readonly<Record<string, unknown>>,
  now: number,
  zone: string,
): AskedPause => {
  const days = pauseDays(now, zone)
  switch (posted.pause) {
    case 'month':
    case 'quarter':
      return { until: beginningOf(days[posted.pause], zone) }
    case 'day': {
      const day = postedText(posted.until) ?? ''
      return isDay(day) && day >= days.first && day <= days.last ? { until: beginningOf(day, zone) } : 'wrong'
    }
    default:
      return posted.pause === 'end' ? 'end' : 'wrong'
  }
}

const beginningOf = (day: string, zone: string): string =>
  new Date(instantOf(`${day}T00:00:00`, zone)).toISOString()

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

const daysAfter = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}

/** The same day of a later month, or that month's last. */
const monthsAfter = (day: string, months: number): string => {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}
