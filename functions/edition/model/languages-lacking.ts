import type { Issue } from '../../issue/issue.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { inEach } from './paths.ts'

/** The publication's languages in which an issue cannot be read. */
export const elsewhereIn = (
  { languages }: Pick<Issue, 'languages'>,
  publication: Pick<Publication, 'languages'>,
): Language[] => publication.languages.filter((language) => !languages.includes(language))

/** A page's addresses in these languages, where others say in which languages it can be read. */
export const elsewherePaths = (
  issue: Pick<Issue, 'languages'>,
  publication: Pick<Publication, 'languages'>,
  path: (language: Language) => string,
): Record<Language, string> => inEach(elsewhereIn(issue, publication), path)
