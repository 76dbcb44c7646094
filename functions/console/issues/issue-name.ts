import type { Localized } from '../../publication/language.ts'
import type { Visit } from '../visit.ts'
import { textIn } from '../words/publication-names.ts'

/** What lists and pages of an issue know of it. */
export type Named = {
  id: string
  number?: number | undefined
  title?: Localized | undefined
  period?: Localized | undefined
  date?: string | undefined
  release?: string | undefined
  takenDownAt?: string | undefined
}

/** What an issue is called: by its title, else its period, else its id. */
export const nameOfIssue = ({ id, title, period }: Named, visit: Pick<Visit, 'language'>): string =>
  textIn(title ?? period ?? {}, visit) || id

/** `No. 64 · matrix-64`, without what its name says already. */
export const besideName = (issue: Named, visit: Pick<Visit, 'language' | 'words' | 'format'>): string => {
  const { id, number, title, period } = issue
  return [
    number !== undefined && visit.words.issues.number(visit.format.number(number)),
    title && period && textIn(period, visit),
    nameOfIssue(issue, visit) !== id && id,
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The day on its cover, else that of its release. */
export const dayOfIssue = ({ date, release }: Named, { format }: Pick<Visit, 'format'>): string => {
  const day = date ?? release?.slice(0, 10)
  return day ? format.calendarDay(day) : '–'
}
