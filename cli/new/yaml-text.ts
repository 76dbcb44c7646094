import type { Language } from '../../functions/publication/language.ts'

/** A text as YAML reads it back, whatever stands in it: YAML's double-quoted scalars take JSON's strings (YAML 1.2, §1.2). */
export const quoted = (text: string): string => JSON.stringify(text)

/** A text for each language; plain where there is one. */
export const perLanguage = (languages: readonly Language[], of: (language: Language) => string): string =>
  languages.length === 1
    ? quoted(of(languages[0]!))
    : `{ ${languages.map((language) => `${language}: ${quoted(of(language))}`).join(', ')} }`
