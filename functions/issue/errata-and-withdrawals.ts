import type { Language, Localized } from '../publication/language.ts'
import { defined } from '../runtime/defined.ts'
import type { Erratum, Withdrawal } from './issue.ts'
import type { Problems } from './problems.ts'
import type { ReadArticle } from './read-article.ts'

/** What its editors say of an article after it came out. */
export type Notes = { withdrawn?: Withdrawal; errata?: Erratum[] }

/**
 * The notes of an article. They stand in its original's file, for all languages: a withdrawal is told in each of
 * them, an erratum in those that had the fault.
 */
export const readNotes = (
  read: ReadonlyMap<Language, ReadArticle>,
  languages: readonly Language[],
  problems: Problems,
): Notes => {
  const [original, ...translations] = read.values()
  for (const { file, notes, placeOf } of translations)
    for (const key of Object.keys(notes))
      problems.add(file, `${key} belongs into ${original!.file}`, placeOf(key))
  const { file, notes, placeOf } = original!
  const lacks = (texts: Localized) => languages.filter((language) => !texts[language]?.trim())
  for (const language of notes.withdrawn ? lacks(notes.withdrawn.reason) : [])
    problems.add(file, `withdrawn.reason has no ${language} text`, placeOf('withdrawn', 'reason'))
  notes.errata?.forEach(({ text }, at) => {
    if (lacks(text).length < languages.length) return
    problems.add(file, `errata.${at}.text is in no language of the issue`, placeOf('errata', at, 'text'))
  })
  const errata = notes.errata?.toSorted((a, b) => (a.date < b.date ? 1 : -1))
  return defined({ ...notes, errata })
}
