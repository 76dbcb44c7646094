import type { IssueEntry } from '../model/entries.ts'

/** The issues of one year, the newest first. */
export type Year = { year: string; entries: IssueEntry[] }

/**
 * Issues by the year in which they came out, in the publication's time zone; years and issues the newest first.
 * @param timeZone IANA name
 */
export const byYear = (entries: readonly IssueEntry[], timeZone: string): Year[] => {
  const format = new Intl.DateTimeFormat('en', { year: 'numeric', timeZone })
  const years = Map.groupBy(entries, ({ date }) => format.format(date))
  return [...years]
    .map(([year, entries]) => ({ year, entries }))
    .sort((a, b) => Number(b.year) - Number(a.year))
}

/** The home of the publication lists whole years, up to so many issues; a year before these has a page of its own. */
export const mostAtHome = 100

/** Which years stand on the home page, the newest in any case, and which have pages of their own. */
export const splitYears = (years: readonly Year[]): { home: Year[]; pages: Year[] } => {
  let count = 0
  const end = years.findIndex(({ entries }, at) => {
    count += entries.length
    return at > 0 && count > mostAtHome
  })
  const at = end === -1 ? years.length : end
  return { home: years.slice(0, at), pages: years.slice(at) }
}
