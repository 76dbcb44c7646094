import type { IssueEntry } from '../model/entries.ts'

/** The issues of one year, newest first. */
export type Year = { year: string; entries: IssueEntry[] }

/**
 * Groups issues by the year in which they came out, in the publication's time zone; years and issues newest first.
 * @param timeZone IANA name
 */
export const byYear = (entries: readonly IssueEntry[], timeZone: string): Year[] => {
  const format = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone })
  const years = Map.groupBy(entries, ({ date }) => format.format(date))
  return [...years]
    .map(([year, entries]) => ({ year, entries }))
    .sort((a, b) => Number(b.year) - Number(a.year))
}

/** Maximum issues on the home page, in complete years. Earlier years have pages of their own. */
export const mostAtHome = 100

/** Splits years into those on the home page, always including the newest, and those with pages of their own. */
export const splitYears = (years: readonly Year[]): { home: Year[]; pages: Year[] } => {
  let count = 0
  const end = years.findIndex(({ entries }, at) => {
    count += entries.length
    return at > 0 && count > mostAtHome
  })
  const at = end === -1 ? years.length : end
  return { home: years.slice(0, at), pages: years.slice(at) }
}
