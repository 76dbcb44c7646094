import { isoDayAt } from '../../../functions/runtime/local-time.ts'

/**
 * The day on which a post was published.
 * @param date an instant with a time zone, a local time such as `2031-05-06 07:00:00`, a day, or a date as in mail
 * headers
 * @param timeZone of the publication
 * @returns `2031-05-06`; undefined if it is not a date
 */
export const dayOf = (date: string | undefined, timeZone: string): string | undefined => {
  const text = date?.trim() ?? ''
  const [local] = /^\d{4}-\d\d-\d\d/.exec(text) ?? []
  const hasZone = /(?:Z|[+-]\d\d:?\d\d|GMT|UTC)$/i.test(text.replace(/\s*\([^)]*\)$/, ''))
  if (local && !hasZone) return isDay(local) ? local : undefined
  const instant = new Date(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/, '$1T$2'))
  if (text === '' || Number.isNaN(instant.getTime())) return undefined
  if (!hasZone) return isoDayAt(instant, Intl.DateTimeFormat().resolvedOptions().timeZone)
  return isoDayAt(instant, timeZone)
}

const isDay = (day: string): boolean => {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) && !day.startsWith('0000')
}
