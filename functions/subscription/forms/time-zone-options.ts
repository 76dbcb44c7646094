import type { Language } from '../../publication/language.ts'
import { offeredZones } from '../../publication/time-zones.ts'

type Option = { zone: string; label: string }
const kept = new Map<Language, Option[]>()

/**
 * The time zones to choose from, from west to east.
 * @param also a zone to include even if we do not usually offer it
 */
export const timeZoneOptions = (language: Language, also?: string): Option[] => {
  const zones = Object.keys(offeredZones)
  if (also && !zones.includes(also)) return fromWest([...zones, also], language)
  const usual = kept.get(language) ?? fromWest(zones, language)
  // Formatting all the names takes tens of milliseconds, so the list is cached.
  kept.set(language, usual)
  return usual
}

const fromWest = (zones: string[], language: Language): Option[] =>
  zones
    .map((zone) => ({ zone, offset: standardOffset(zone), label: timeZoneLabel(zone, language) }))
    .sort((a, b) => a.offset - b.offset)
    .map(({ zone, label }) => ({ zone, label }))

/** For example `UTC+8 · China Standard Time · Beijing, Hong Kong`. @param zone an IANA name */
export const timeZoneLabel = (zone: string, language: Language): string => {
  const name = part(language, zone, 'longGeneric')(winter)
  const place = Object.hasOwn(offeredZones, zone) ? offeredZones[zone]![language] : zone
  return [offsetOf(zone), name, place].filter(Boolean).join(' · ')
}

/** For example `UTC+5:30`, without daylight saving. @param zone an IANA name */
export const offsetOf = (zone: string): string => written(standardOffset(zone))

/** Any year works: labels show standard time, so the list is the same all year round. */
const winter = Date.UTC(2026, 0, 15)
const summer = Date.UTC(2026, 6, 15)

/**
 * Minutes ahead of UTC, without daylight saving. Daylight saving only adds, so the lower offset is the standard one.
 */
const standardOffset = (zone: string): number => {
  const offsetAt = part('en', zone, 'longOffset')
  return Math.min(minutes(offsetAt(winter)), minutes(offsetAt(summer)))
}

const part = (language: Language, timeZone: string, timeZoneName: 'longGeneric' | 'longOffset') => {
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName })
  return (at: number) => format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? ''
}

/** @param offset as Intl writes it: `GMT` or `GMT+05:30` */
const minutes = (offset: string): number => {
  const [, sign, hours, rest] = /([+-])(\d+):(\d+)/.exec(offset) ?? ['', '+', '0', '0']
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(rest))
}

const written = (offset: number): string => {
  if (offset === 0) return 'UTC'
  const ahead = Math.abs(offset)
  const rest = ahead % 60
  const time = rest ? `${Math.floor(ahead / 60)}:${String(rest).padStart(2, '0')}` : Math.floor(ahead / 60)
  return `UTC${offset < 0 ? '−' : '+'}${time}`
}
