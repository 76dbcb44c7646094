import { dirname, join } from 'node:path'
import type { Language } from '../language.ts'
import { lacksWords } from '../words.ts'
import { catalogues } from './catalogues.ts'
import { nearest } from './language-fallback.ts'
import { builtIn, ownWordsFolder, readOwnWords, wordsProblemLines } from './own/own-words.store.ts'
import type { OwnWords } from './own/own-words.ts'

/** What stands in a function's bundle in the place of `catalogues.ts`. */
export type BundledWords = { module: string; own: Record<Language, OwnWords> }

/**
 * The words that a publication's functions need: those of its languages, and English for what an issue may be in besides.
 * @param file the publication's, beside which its own words lie
 * @throws when one of the languages has no words, or the publication's own are not sound
 */
export const wordsForBundle = (languages: readonly Language[], file: string): BundledWords => {
  const { own, problems } = readOwnWords(join(dirname(file), ownWordsFolder), languages)
  if (problems.length > 0) throw new Error(wordsProblemLines(problems))
  const all = [...Object.keys(own), ...Object.keys(catalogues)]
  const without = languages.filter((language) => nearest(all, language) === undefined)
  if (without.length > 0) throw new Error(without.map((one) => `${file}: ${lacksWords(one)}`).join('\n'))
  const used = new Set(languages.map((language) => nearest(all, language)!))
  return { module: moduleOf([...used], own), own }
}

/** Whose words stand where a publication's own lack some. */
export const baseOf = (language: Language): Language => builtIn(language) ?? 'en'

/** Without endings: in an installed package the files are JavaScript. Without spreads, which would hold unused words. */
const moduleOf = (used: Language[], own: Record<Language, OwnWords>): string => {
  const filled = used.filter((language) => own[language] !== undefined)
  const files = [...new Set(['en', ...used.map((language) => (own[language] ? baseOf(language) : language))])]
  const nameOf = (language: Language) => `w${files.indexOf(language)}`
  const entry = (language: Language, value: string) => `  ${JSON.stringify(language)}: ${value},`
  return [
    ...files.map((language) => `import ${nameOf(language)} from 'catalogue:${language}'`),
    ...(filled.length > 0 ? [`import { wordsFrom } from './own/own-words'`] : []),
    'export const catalogues = {',
    // Own ones are looked for first, and stand for Masthead's of the same language.
    ...filled.map((language) => {
      const given = [JSON.stringify(own[language]), nameOf(baseOf(language)), JSON.stringify(language)]
      return entry(language, `/* @__PURE__ */ wordsFrom(${given.join(', ')})`)
    }),
    ...files
      .filter((language) => !filled.includes(language))
      .map((language) => entry(language, nameOf(language))),
    '}',
  ].join('\n')
}
