import type { Issue } from '../../issue/issue.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language, Localized } from '../../publication/language.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Source } from './edition.ts'

/** Naming fields of an issue, or of its row in the table. */
type Named = {
  number?: number | undefined
  title?: Localized | undefined
  period?: Localized | undefined
  date?: string | undefined
  release?: string | undefined
}

export type IssueName = {
  /** Its number, else its title, else its period or date, else the fallback. */
  name: string
  /** Its period, else its date, else the day of its release; absent when it has none or is named by it. */
  when?: string
  /** Both on one line. */
  whole: string
  /** Its own title, when it is named by its number. */
  title?: string
}

/**
 * An issue's name in one language.
 * @param otherwise the name of an issue without number, title, period and date
 * @param cameOut the day to show for an issue that names none itself, such as `2023-04-10`
 */
export const issueName = (
  issue: Named,
  language: Language,
  otherwise: string,
  cameOut?: string,
): IssueName => {
  const { title: titles, number } = issue
  const title = titles?.[language]
  const when = whenOf(issue, language) ?? (cameOut && dayInWords(cameOut, language))
  const numbered = number === undefined ? undefined : wordsOf(language).site.issue(number)
  const name = numbered ?? title ?? timeOf(issue, language) ?? otherwise
  const rest = when === name ? undefined : when
  return {
    name,
    ...(rest && { when: rest }),
    whole: inOneLine([name, rest], language),
    ...(numbered && title && { title }),
  }
}

/**
 * An issue's name while it is built; the last resorts are the title of its first article and the publication's name.
 */
export const nameOfIssue = ({ issue, publication, language }: Source): IssueName =>
  issueName(issue, language, firstTitle(issue, language) ?? publication.names[language]!)

export const firstTitle = ({ sections }: Issue, language: Language): string | undefined =>
  sections.find(({ articles }) => articles.length > 0)?.articles[0]?.texts[language]?.title

/** The period or date on the issue's cover, as the language writes it. */
export const timeOf = ({ period, date }: Named, language: Language): string | undefined =>
  period?.[language] ?? (date && dayInWords(date, language))

/** The same, else the day of its release, which is local time. */
export const whenOf = (issue: Named, language: Language): string | undefined =>
  timeOf(issue, language) ?? (issue.release && dayInWords(issue.release.slice(0, 10), language))
