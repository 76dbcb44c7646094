/**
 * The day that a post bears.
 * @param date an instant with its zone, `2031-05-06 07:00:00` by the clock of the service, a day, or as mail writes it
 * @param timeZone of the publication
 * @returns `2031-05-06`; undefined when it is none
 */
export const dayOf = (date: string | undefined, timeZone: string): string | undefined => {
  const text = date?.trim() ?? ''
  const [local] = /^\d{4}-\d\d-\d\d/.exec(text) ?? []
  const hasZone = /(?:Z|[+-]\d\d:?\d\d|GMT|UTC)$/i.test(text.replace(/\s*\([^)]*\)$/, ''))
  if (local && !hasZone) return isDay(local) ? local : undefined
  const instant = new Date(text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/, '$1T$2'))
  if (text === '' || Number.isNaN(instant.getTime())) return undefined
  if (!hasZone) return dayIn(instant, Intl.DateTimeFormat().resolvedOptions().timeZone)
  return dayIn(instant, timeZone)
}

const isDay = (day: string): boolean => {
  const instant = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day) && !day.startsWith('0000')
}

const dayIn = (instant: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(instant)
