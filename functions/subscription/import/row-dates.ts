import { readTimeZone } from '../../publication/time-zones.ts'
import { instantOf } from '../../runtime/local-time.ts'
import { firstValue, type Values } from './row-values.ts'

const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?)? ?(Z|UTC|[+-]\d{2}:?\d{2})?(?: UTC)?$/i

/** As spreadsheets and people write it: `3/31/2026 9:05 AM`, `31.3.2026`, `2026/3/31 09:05:10 America/New_York`. */
const spreadsheet =
  /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:(?:,? |T)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?(?: ?([ap])\.?m\.?(?![a-z]))?)? ?(\S+)?$/i

/** Whether the month or the day stands first in dates such as `3/4/2026`. */
export type DateOrder = 'month-first' | 'day-first'

/**
 * A time as services write it: ISO 8601, without a zone meant in UTC, or Unix seconds; or as spreadsheets do, with the
 * offset or IANA name of a zone.
 * @param order of dates with slashes
 * @returns ISO 8601 in UTC; undefined for anything else
 */
export const readInstant = (text: string, order: DateOrder = 'month-first'): string | undefined => {
  const trimmed = text.trim()
  if (/^\d{9,10}$/.test(trimmed)) return isoOf(Number(trimmed) * 1000)
  const [, day, time = '00:00:00', zone = 'Z'] = iso.exec(trimmed) ?? []
  if (day === undefined) return readSpreadsheet(trimmed, order)
  const [year = '', month = '', date = ''] = day.split('-')
  return isDay([year, month, date]) && isoOf(Date.parse(`${day}T${time}${offsetOf(zone)}`))
}

const offsetOf = (zone: string): string =>
  /^(z|utc)$/i.test(zone) ? 'Z' : zone.replace(/(\d{2}):?(\d{2})$/, '$1:$2')

const isoOf = (ms: number): string | undefined => (Number.isNaN(ms) ? undefined : new Date(ms).toISOString())

const readSpreadsheet = (text: string, order: DateOrder): string | undefined => {
  const [, first = '', mark = '', second = '', third = '', hour, minutes = '00', seconds = '00', half, zone] =
    spreadsheet.exec(text) ?? []
  const day = dayOf(first, mark, second, third, order)
  const hours = hoursOf(hour, half)
  if (!day || hours === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined
  const local = `${day}T${hours}:${minutes}:${seconds}`
  if (!zone || /^(?:z|utc|gmt|[+-]\d{2}:?\d{2})$/i.test(zone))
    return isoOf(Date.parse(`${local}${offsetOf(zone?.replace(/^gmt$/i, 'Z') ?? 'Z')}`))
  const known = readTimeZone(zone)
  return known && isoOf(instantOf(local, known))
}

/** @returns ISO 8601; undefined when the calendar has no such day */
const dayOf = (
  first: string,
  mark: string,
  second: string,
  third: string,
  order: DateOrder,
): string | undefined => {
  if (first.length === 4) return isDay([first, second, third])
  if (third.length !== 4 || mark === '-') return undefined
  // Nobody writes the month first and points between.
  const monthFirst = mark === '/' && (Number(second) > 12 || (Number(first) <= 12 && order === 'month-first'))
  return isDay(monthFirst ? [third, first, second] : [third, second, first])
}

/** Nobody had signed up before there were computers that counted days. */
const earliestYear = '1970'

const isDay = ([year, month, date]: [string, string, string]): string | undefined => {
  if (year < earliestYear) return undefined
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  return new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day ? day : undefined
}

const hoursOf = (hour: string | undefined, half: string | undefined): string | undefined => {
  const written = Number(hour ?? 0)
  if (!half) return written > 23 ? undefined : String(written).padStart(2, '0')
  if (written < 1 || written > 12) return undefined
  return String((written % 12) + (half.toLowerCase() === 'p' ? 12 : 0)).padStart(2, '0')
}

const slashed = /^(\d{1,2})\/(\d{1,2})\/\d{4}(?!\d)/

/** Which order a date with slashes shows; `either`: it could be both, and they are different days. */
export const orderIn = (text: string): DateOrder | 'either' | undefined => {
  const [, first, second] = slashed.exec(text.trim()) ?? []
  if (first === undefined || Number(first) === Number(second)) return undefined
  if (Number(second) > 12) return 'month-first'
  return Number(first) > 12 ? 'day-first' : 'either'
}

/** The order in which a list writes its dates, by all that it shows; undefined where it shows none, or both. */
export const orderOf = (shown: ReadonlySet<DateOrder | 'either' | undefined>): DateOrder | undefined => {
  const [one, ...more] = (['month-first', 'day-first'] as const).filter((order) => shown.has(order))
  return more.length > 0 ? undefined : one
}

/** The order that is usual where a language is written. @param language BCP 47 */
export const usualOrder = (language: string): DateOrder =>
  /^(?:en(?:-(?:US|PH|CA))?|(?:zh|ja|ko)(?:-.*)?)$/i.test(language) ? 'month-first' : 'day-first'

export type Dates = Partial<Record<'since' | 'subscribedAt' | 'confirmedAt' | 'pausedUntil', string>>

/** What may say when somebody left. */
const leaveFields = ['since', 'unsubscribedAt', 'bouncedAt', 'complainedAt', 'emailOff']
/** All that may hold a date. */
export const dateFields = ['subscribedAt', 'confirmedAt', ...leaveFields, 'pausedUntil']

/** How dates with slashes are read: `isSure` if the list shows it. */
export type DatesRead = { order: DateOrder; isSure: boolean }

/**
 * The times that a row says; of several at which somebody left, the last. A cell that says no more than that somebody left,
 * such as `true`, is no date and no mistake either. `isUnclear`: a date may be another day, too.
 */
export const datesIn = (
  values: Values,
  { order, isSure }: DatesRead,
): { dates: Dates; isWrong: boolean; isUnclear: boolean } => {
  const dates: Dates = {}
  let isWrong = false
  const read = (text: string) => readInstant(text, order)
  const take = (name: keyof Dates, instant: string | undefined) => {
    if (instant) dates[name] = instant
  }
  for (const name of ['subscribedAt', 'confirmedAt'] as const) {
    const written = firstValue(values, name)
    take(name, read(written))
    isWrong ||= written !== '' && !dates[name]
  }
  take('since', lastOf(leaveFields.flatMap((field) => values[field] ?? []).map(read)))
  take('pausedUntil', lastOf((values.pausedUntil ?? []).map(read)))
  const isUnclear =
    !isSure && dateFields.some((field) => values[field]?.some((text) => orderIn(text) === 'either'))
  return { dates, isWrong, isUnclear }
}

const lastOf = (instants: readonly (string | undefined)[]): string | undefined =>
  instants
    .filter((one) => one !== undefined)
    .sort()
    .at(-1)
