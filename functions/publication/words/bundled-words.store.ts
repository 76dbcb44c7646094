import type { Language } from '../language.ts'
import { lacksWords } from '../words.ts'
import { catalogues } from './catalogues.ts'
import { nearest } from './nearest.ts'
import { builtIn, readOwnWords } from './own/own-words.store.ts'
import type { OwnWords } from './own/own-words.ts'

/** What stands in a function's bundle in the place of `catalogues.ts`. */
export type BundledWords = { module: string; own: Record<Language, OwnWords> }

/**
 * The words that a publication's functions need: those of its languages, and English for what an issue may be in besides.
 * @param folder with the publication's own words; need not be there
 * @throws when one of the languages has no words, or the publication's own are not sound
 */
export const wordsForBundle = (languages: readonly Language[], folder: string): BundledWords => {
  const { own, problems } = readOwnWords(folder, languages)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const all = [...Object.keys(own), ...Object.keys(catalogues)]
  const without = languages.filter((language) => nearest(all, language) === undefined)
  if (without.length > 0)
    throw new Error(without.map((one) => `content/publication.yaml: ${lacksWords(one)}`).join('\n'))
  const used = new Set(languages.map((language) => nearest(all, language)!))
  return { module: moduleOf([...used], own), own }
}

/** Whose words stand where a publication's own lack some. */
export const baseOf = (language: Language): Language => builtIn(language) ?? 'en'

const moduleOf = (used: Language[], own: Record<Language, OwnWords>): string => {
  const filled = used.filter((language) => own[language] !== undefined)
  const files = [...new Set(['en', ...used.map((language) => (own[language] ? baseOf(language) : language))])]
  return [
    ...files.map((tag, at) => `import w${at} from './${tag}.ts'`),
    ...(filled.length > 0 ? [`import { wordsFrom } from './own/own-words.ts'`] : []),
    `const masthead = { ${files.map((tag, at) => `${JSON.stringify(tag)}: w${at}`).join(', ')} }`,
    'const own = {',
    ...filled.map((language) => {
      const [tag, base] = [JSON.stringify(language), JSON.stringify(baseOf(language))]
      return `  ${tag}: wordsFrom(${JSON.stringify(own[language])}, masthead[${base}], ${tag}),`
    }),
    '}',
    // Own ones are looked for first, and stand for Masthead's of the same language.
    'export const catalogues = { ...own, ...masthead, ...own }',
  ].join('\n')
}
