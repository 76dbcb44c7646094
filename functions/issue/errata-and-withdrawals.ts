import type { Language, Localized } from '../publication/language.ts'
import { lacksText } from '../publication/plain-texts.ts'
import { defined } from '../runtime/defined.ts'
import type { Erratum, Withdrawal } from './issue.ts'
import type { Problems } from './problems.ts'
import type { ReadArticle } from './read-article.ts'

/** What editors say about an article after publication. */
export type Notes = { withdrawn?: Withdrawal; errata?: Erratum[] }

/**
 * Reads an article's errata and withdrawal. They are written in the original's file for all languages: a withdrawal's
 * reason is needed in each of them, an erratum's text only in those that had the fault.
 */
export const readNotes = (
  read: ReadonlyMap<Language, ReadArticle>,
  languages: readonly Language[],
  problems: Problems,
): Notes => {
  const [original, ...translations] = read.values()
  for (const { file, notes, placeOf } of translations)
    for (const key of Object.keys(notes))
      problems.add(file, `${key} belongs in ${original!.file}`, placeOf(key))
  const { file, notes, placeOf, isDoubtful } = original!
  const lacks = (texts: Localized, ...path: PropertyKey[]) =>
    isDoubtful(...path) ? [] : languages.filter((language) => !texts[language]?.trim())
  const { reason } = notes.withdrawn ?? {}
  for (const language of reason ? lacks(reason, 'withdrawn', 'reason') : []) {
    const lack = `withdrawn.reason ${lacksText(reason, language, languages)}`
    problems.add(file, lack, placeOf('withdrawn', 'reason'))
  }
  notes.errata?.forEach(({ text }, at) => {
    const lacking = lacks(text, 'errata', at, 'text')
    if (lacking.length < languages.length) return
    const lack =
      languages.length > 1 ? 'is in no language of the issue' : lacksText(text, languages[0]!, languages)
    problems.add(file, `errata.${at}.text ${lack}`, placeOf('errata', at, 'text'))
  })
  const errata = notes.errata?.toSorted((a, b) => (a.date < b.date ? 1 : -1))
  return defined({ ...notes, errata })
}
