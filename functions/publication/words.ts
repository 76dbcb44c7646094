import { type Language, pathOf } from './language.ts'
import en, { type Words } from './words/en.ts'
import zhCN from './words/zh-CN.ts'

export type { Words }

const catalogues: Record<Language, Words> = { 'zh-CN': zhCN, en }

/** Whether a language has a catalogue, its own or one of the same primary subtag. */
export const hasWords = (language: Language): boolean => catalogueOf(language) !== undefined

/**
 * The words for a language: its catalogue, else that of a language with the same primary subtag, else the English one
 * under the language's own name.
 */
export const wordsOf = (language: Language): Words => {
  const words = catalogues[language] ?? borrowed.get(language)
  if (words) return words
  const lent = catalogueOf(language) ?? { ...en, name: nameOf(language) }
  borrowed.set(language, lent)
  return lent
}
const borrowed = new Map<Language, Words>()

const catalogueOf = (language: Language): Words | undefined =>
  catalogues[language] ?? Object.entries(catalogues).find(([tag]) => pathOf(tag) === pathOf(language))?.[1]

/** The language's name in itself. */
const nameOf = (language: Language): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  } catch (error) {
    if (error instanceof RangeError) return language // well-formed for us, but no tag of BCP 47
    throw error
  }
}
