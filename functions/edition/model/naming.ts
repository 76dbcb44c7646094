import type { Issue } from '../../issue/issue.ts'
import type { Language, Localized } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import type { Source } from './edition.ts'

/** What an issue, or its row in the table, says of itself. */
type Named = {
  number?: number | undefined
  title?: Localized | undefined
  period?: Localized | undefined
  date?: string | undefined
}

export type IssueName = {
  /** Its number, else its title, else its time, else what was given instead. */
  name: string
  /** Its period, else its day; absent where it has none or is called by it. */
  when?: string
  /** Both in one line. */
  whole: string
  /** Its own title where it is called by its number. */
  title?: string
}

/**
 * How an issue is called in one language.
 * @param otherwise the name of one without number, title, period and date
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

/** How an issue is called as it is built: at worst as its first article is, or the publication. */
export const nameOfIssue = ({ issue, publication, language }: Source): IssueName =>
  issueName(issue, language, firstTitle(issue, language) ?? publication.names[language]!)

export const firstTitle = ({ sections }: Issue, language: Language): string | undefined =>
  sections.find(({ articles }) => articles.length > 0)?.articles[0]?.texts[language]?.title

/** The period or the day that an issue bears, as a reader of this language would write it. */
export const timeOf = ({ period, date }: Named, language: Language): string | undefined =>
  period?.[language] ?? (date && dayIn(language, date))

const dayIn = (language: Language, date: string): string => {
  const format = formats.get(language) ?? dayFormat(language)
  formats.set(language, format)
  return format.format(new Date(date))
}
/** One is made in the time that it takes to write a page. */
const formats = new Map<Language, Intl.DateTimeFormat>()

const dayFormat = (language: Language): Intl.DateTimeFormat => {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const
  try {
    return new Intl.DateTimeFormat(language, options)
  } catch (error) {
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en', options) // no tag of BCP 47
    throw error
  }
}
