import type { Language } from './language.ts'
import en from './words/en.ts'
import zhCN from './words/zh-CN.ts'

/** Every text that a reader can meet, in one language. English is the shape that the others must fill. */
export type Words = typeof en

const catalogues: Record<Language, Words> = { 'zh-CN': zhCN, en }

/**
 * The catalogue of a language.
 * @throws when the publication has a language without a catalogue
 */
export const wordsOf = (language: Language): Words => {
  const words = catalogues[language]
  if (!words)
    throw new Error(
      `There is no catalogue of words in ${language}: add functions/platform/words/${language}.ts`,
    )
  return words
}
