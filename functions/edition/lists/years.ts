import type { Language } from '../../publication/language.ts'
import { dateFormat } from '../../publication/words/date.ts'
import { numberIn } from '../../publication/words/number.ts'
import type { IssueEntry } from '../model/listing-entries.ts'

/** The issues of one year, newest first. `year` is in Latin digits, `label` in the language's own. */
export type Year = { year: string; label: string; entries: readonly IssueEntry[] }

/**
 * Groups issues by the year in which they came out, in the publication's time zone and, like the dates beside them, in
 * the language's calendar: 1405 in Persian. Years and issues come newest first.
 * @param timeZone IANA name
 */
export const byYear = (entries: readonly IssueEntry[], timeZone: string, language: Language): Year[] => {
  const yearOf = yearIn(language, timeZone)
  const digits = numberIn(language)
  const years = Map.groupBy(entries, ({ date }) => yearOf(date))
  return [...years]
    .map(([year, entries]) => ({ year, label: digits(Number(year)), entries }))
    .sort((a, b) => Number(b.year) - Number(a.year))
}

const yearIn = (language: Language, timeZone: string) => {
  const options = { year: 'numeric', numberingSystem: 'latn', timeZone } as const
  const format = dateFormat(language, options)
  return (date: Date): string => format.formatToParts(date).find(({ type }) => /year/i.test(type))!.value
}
