import { Temporal } from 'temporal-polyfill'
import { type Cron, parseCron, timesOn } from './cron.ts'

/** When a schedule runs; times are Unix milliseconds. */
export type Expression =
  | { kind: 'at'; local: Temporal.PlainDateTime }
  | { kind: 'rate'; everyMs: number }
  | { kind: 'cron'; cron: Cron }

const units: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

const parseRate = (written: string): Expression | undefined => {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(written.trim()) ?? []
  return count && unit ? { kind: 'rate', everyMs: Number(count) * units[unit]! } : undefined
}

const parseAt = (written: string): Expression | undefined => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(written)) return undefined
  try {
    return { kind: 'at', local: Temporal.PlainDateTime.from(written, { overflow: 'reject' }) }
  } catch {
    return undefined
  }
}

/**
 * Parses `at(yyyy-mm-ddThh:mm:ss)`, `rate(value unit)` or `cron(fields)`; undefined for anything else
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html).
 */
export const parseExpression = (expression: string): Expression | undefined => {
  const [, kind, inner = ''] = /^(at|rate|cron)\((.*)\)$/.exec(expression.trim()) ?? []
  if (kind === 'at') return parseAt(inner)
  if (kind === 'rate') return parseRate(inner)
  const cron = kind === 'cron' ? parseCron(inner) : undefined
  return cron && { kind: 'cron', cron }
}

/** Whether this machine knows the time zone (IANA). */
export const isTimeZone = (name: string): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name)
    return true
  } catch {
    return false
  }
}

/**
 * The instant of a local time. A time skipped by daylight saving has none; a repeated time means its first occurrence
 * (https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#daylist-savings-time).
 */
const instantOf = (local: Temporal.PlainDateTime, zone: string): number | undefined => {
  const zoned = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  return zoned.toPlainDateTime().equals(local) ? zoned.epochMilliseconds : undefined
}

// Any matching date recurs within 28 years (29 February on a given weekday), or 40 across 2100.
const searchDays = 41 * 366

const nextCron = (cron: Cron, after: number, zone: string): number | undefined => {
  let date = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone).toPlainDate()
  for (let day = 0; day < searchDays; day++, date = date.add({ days: 1 })) {
    for (const local of timesOn(cron, date)) {
      const at = instantOf(local, zone)
      if (at !== undefined && at > after) return at
    }
  }
  return undefined
}

/**
 * The first time strictly after `after` at which an expression runs; undefined when there is none.
 * @param anchor from which a rate is counted: its StartDate, else when the schedule was created
 */
export const nextAfter = (
  expression: Expression,
  after: number,
  anchor: number,
  zone: string,
): number | undefined => {
  if (expression.kind === 'cron') return nextCron(expression.cron, after, zone)
  if (expression.kind === 'at') {
    const at = instantOf(expression.local, zone)
    return at !== undefined && at > after ? at : undefined
  }
  if (after < anchor) return anchor
  return anchor + (Math.floor((after - anchor) / expression.everyMs) + 1) * expression.everyMs
}
