// By its functions: of the classes a bundle would get all, three times as much.
import { getISO } from 'temporal-polyfill/fns/Calendar'
import * as Instant from 'temporal-polyfill/fns/Instant'
import * as PlainDateTime from 'temporal-polyfill/fns/PlainDateTime'

/**
 * The instant of a local time in a zone, Unix ms. A time that daylight saving skips is taken as just after the gap,
 * one that comes twice as its first (Temporal's "compatible").
 * @param local `2023-04-10T09:00:00`
 * @param timeZone IANA name
 * @throws RangeError when either is malformed
 */
export const instantOf = (local: string, timeZone: string): number =>
  PlainDateTime.toZonedDateTime(PlainDateTime.fromString(local, getISO), timeZone).epochMilliseconds

/** The day in a zone, `2031-05-06`, as ISO 8601 writes it; so does Swedish. @param timeZone IANA name */
export const isoDayAt = (instant: number | Date, timeZone: string): string => {
  const days = daysIn.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  daysIn.set(timeZone, days)
  return days.format(instant)
}
/** By time zone: to create one takes a hundred times as long as to use it. */
const daysIn = new Map<string, Intl.DateTimeFormat>()

/**
 * Temporal reads more: years of six digits, of which a schedule's expression cannot be made, and `[Europe/Paris]`, which
 * would go unheeded.
 */
const written = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i

/**
 * Reads a time as a person writes it: an instant (`2026-12-01T09:00:00Z`, `…+08:00`) or local time in the zone.
 * @returns ISO 8601 in UTC, to the second; undefined when it is neither
 */
export const readTime = (text: string, timeZone: string): string | undefined => {
  if (!written.test(text)) return undefined
  try {
    const ms = /(Z|[+-]\d\d:?\d\d)$/i.test(text)
      ? Instant.fromString(text).epochMilliseconds
      : instantOf(text.replace(' ', 'T'), timeZone)
    // A schedule knows no less than a second.
    return new Date(Math.floor(ms / 1000) * 1000).toISOString()
  } catch {
    return undefined
  }
}
