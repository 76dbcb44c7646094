import type { Temporal } from 'temporal-polyfill'

type PlainDate = Temporal.PlainDate
type DayTest = (date: PlainDate) => boolean

/** A parsed cron expression: the dates that match, and the times on such a date. */
export type Cron = { year: Set<number>; month: Set<number>; day: DayTest; hours: number[]; minutes: number[] }

const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const dayNames = 'SUN MON TUE WED THU FRI SAT'.split(' ')

class BadCron extends Error {}

const numberOf = (written: string, names: string[], low: number, high: number): number => {
  const named = names.indexOf(written.toUpperCase())
  const value = named >= 0 ? named + 1 : Number(written)
  if (!/^\w+$/.test(written) || !Number.isInteger(value) || value < low || value > high) throw new BadCron()
  return value
}

const range = (part: string, low: number, high: number, names: string[]): number[] => {
  const [span = '', step = '1', ...more] = part.split('/')
  const [from = '', to, ...others] = span.split('-')
  if (more.length || others.length || !/^[1-9]\d*$/.test(step)) throw new BadCron()
  const first = from === '*' ? low : numberOf(from, names, low, high)
  const alone = from !== '*' && to === undefined && !part.includes('/')
  const last = alone ? first : to === undefined ? high : numberOf(to, names, low, high)
  // A range may wrap around (`FRI-MON`), as in Quartz.
  const count = last >= first ? last - first : last - first + high - low + 1
  return Array.from({ length: Math.floor(count / Number(step)) + 1 }, (_, index) => {
    const value = first + index * Number(step)
    return value > high ? value - (high - low + 1) : value
  })
}

const numbers = (field: string, low: number, high: number, names: string[] = []): Set<number> =>
  new Set(field.split(',').flatMap((part) => range(part, low, high, names)))

/** The weekday nearest to a day of the month, within that month. */
const nearestWeekday = (date: PlainDate, day: number): number => {
  const target = date.with({ day: Math.min(day, date.daysInMonth) })
  if (target.dayOfWeek < 6) return target.day
  if (target.dayOfWeek === 6) return target.day === 1 ? 3 : target.day - 1
  return target.day === date.daysInMonth ? target.day - 2 : target.day + 1
}

const dayOfMonth = (field: string): DayTest => {
  if (field === 'L') return (date) => date.day === date.daysInMonth
  if (field === 'LW') return (date) => date.day === nearestWeekday(date, date.daysInMonth)
  const weekday = /^(\d+)W$/.exec(field)?.[1]
  if (weekday) {
    const day = numberOf(weekday, [], 1, 31)
    return (date) => day <= date.daysInMonth && date.day === nearestWeekday(date, day)
  }
  const days = numbers(field, 1, 31)
  return (date) => days.has(date.day)
}

// Sunday is 1 here, and 7 in ISO 8601.
const awsDay = (date: PlainDate): number => (date.dayOfWeek % 7) + 1

const dayOfWeek = (field: string): DayTest => {
  const last = /^(\w+)L$/.exec(field)?.[1]
  if (last) {
    const day = numberOf(last, dayNames, 1, 7)
    return (date) => awsDay(date) === day && date.day > date.daysInMonth - 7
  }
  const [, named, nth] = /^(\w+)#([1-5])$/.exec(field) ?? []
  if (named) {
    const day = numberOf(named, dayNames, 1, 7)
    return (date) => awsDay(date) === day && Math.ceil(date.day / 7) === Number(nth)
  }
  const days = field === 'L' ? new Set([7]) : numbers(field, 1, 7, dayNames)
  return (date) => days.has(awsDay(date))
}

const days = (ofMonth: string, ofWeek: string): DayTest => {
  if ((ofMonth === '?') === (ofWeek === '?')) throw new BadCron()
  return ofMonth === '?' ? dayOfWeek(ofWeek.toUpperCase()) : dayOfMonth(ofMonth.toUpperCase())
}

const sorted = (values: Set<number>) => [...values].sort((one, other) => one - other)

/**
 * Parses the six fields of `cron(minutes hours day-of-month month day-of-week year)`
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based).
 * @returns undefined when they are not valid
 */
export const parseCron = (fields: string): Cron | undefined => {
  const parts = fields.trim().split(/\s+/)
  if (parts.length !== 6) return undefined
  const [minute, hour, ofMonth, month, ofWeek, year] = parts as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  try {
    return {
      minutes: sorted(numbers(minute, 0, 59)),
      hours: sorted(numbers(hour, 0, 23)),
      day: days(ofMonth, ofWeek),
      month: numbers(month, 1, 12, monthNames),
      year: numbers(year, 1970, 2199),
    }
  } catch (error) {
    if (error instanceof BadCron) return undefined
    throw error
  }
}

/** The local times on a date at which the expression runs, in order. */
export const timesOn = (cron: Cron, date: PlainDate): Temporal.PlainDateTime[] =>
  cron.year.has(date.year) && cron.month.has(date.month) && cron.day(date)
    ? cron.hours.flatMap((hour) => cron.minutes.map((minute) => date.toPlainDateTime({ hour, minute })))
    : []
