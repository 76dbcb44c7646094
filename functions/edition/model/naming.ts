import type { Issue } from '../../issue/issue.ts'
import type { Language, Localized } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Source } from './edition.ts'

/** Naming fields of an issue, or of its row in the table. */
type Named = {
  number?: number | undefined
  title?: Localized | undefined
  period?: Localized | undefined
  date?: string | undefined
}

export type IssueName = {
  /** Its number, else its title, else its period or day, else the fallback. */
  name: string
  /** Its period, else its day; absent when it has none or is named by it. */
  when?: string
  /** Both on one line. */
  whole: string
  /** Its own title, when it is named by its number. */
  title?: string
}

/**
 * An issue's name in one language.
 * @param otherwise the name of an issue without number, title, period and date
 */
export const issueName = (issue: Named, language: Language, otherwise: string): IssueName => {
  const words = wordsOf(language).site
  const title = issue.title?.[language]
  const when = timeOf(issue, language)
  const number = issue.number === undefined ? undefined : words.issue(issue.number)
  const name = number ?? title ?? when ?? otherwise
  const rest = when === name ? undefined : when
  return {
    name,
    ...(rest && { when: rest }),
    whole: [name, rest].filter(Boolean).join(words.between),
    ...(number && title && { title }),
  }
}

/**
 * An issue's name while it is built; the last resorts are the title of its first article and the publication's name.
 */
export const nameOfIssue = ({ issue, publication, language }: Source): IssueName =>
  issueName(issue, language, firstTitle(issue, language) ?? publication.names[language]!)

export const firstTitle = ({ sections }: Issue, language: Language): string | undefined =>
  sections.find(({ articles }) => articles.length > 0)?.articles[0]?.texts[language]?.title

/** The period or day on the issue's cover, as the language writes it. */
export const timeOf = ({ period, date }: Named, language: Language): string | undefined =>
  period?.[language] ?? (date && dayIn(language, date))

const dayIn = (language: Language, date: string): string => {
  const format = formats.get(language) ?? dayFormat(language)
  formats.set(language, format)
  return format.format(new Date(date))
}
/** Cached: creating a formatter takes as long as rendering a page. */
const formats = new Map<Language, Intl.DateTimeFormat>()

const dayFormat = (language: Language): Intl.DateTimeFormat => {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const
  try {
    return new Intl.DateTimeFormat(language, options)
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en', options) // not a BCP 47 tag
    throw error
  }
}
