import type { Language } from './language.ts'
import { catalogues } from './words/catalogues.ts'
import en, { type Words } from './words/en.ts'
import { withNamesApart } from './words/isolate-names.ts'
import { nearest } from './words/language-fallback.ts'
import { type OwnWords, wordsFrom } from './words/own/own-words.ts'

export type { Words }

/** The publication's own words go before Masthead's; in a function's bundle both stand in `catalogues` already. */
let own: Record<Language, Words> = {}

/**
 * Has this process speak in a publication's own words, in the place of those that it was given before.
 * @param filledIn has been checked
 */
export const useOwnWords = (filledIn: Record<Language, OwnWords>): void => {
  borrowed.clear()
  own = Object.fromEntries(
    Object.entries(filledIn).map(([language, words]) => [
      language,
      withNamesApart(
        wordsFrom(words, catalogues[nearest(Object.keys(catalogues), language) ?? 'en']!, language),
        language,
      ),
    ]),
  )
}

/** What an editor is told of one of the publication's languages that has no words. */
export const lacksWords = (language: Language): string =>
  `languages: there are no words in ${language} yet; "masthead words ${language}" writes a file to fill in`

/** Whether a language has a catalogue, its own or that of its nearest relative. */
export const hasWords = (language: Language): boolean => nearestOf(language) !== undefined

/**
 * The words for a language: its catalogue, else that of its nearest relative, else the English one under the language's
 * own name.
 */
export const wordsOf = (language: Language): Words => {
  const words = own[language] ?? borrowed.get(language)
  if (words) return words
  const lent = lentTo(language)
  borrowed.set(language, lent)
  return lent
}
const borrowed = new Map<Language, Words>()

const lentTo = (language: Language): Words => {
  const found = nearestOf(language)
  if (found === undefined) return withNamesApart({ ...en, name: nameOf(language) }, 'en')
  return own[found] ?? catalogueIn(found)
}

/** One of Masthead's catalogues, always the same object. */
const catalogueIn = (tag: Language): Words => {
  const words = apart.get(tag) ?? withNamesApart(catalogues[tag]!, tag)
  apart.set(tag, words)
  return words
}
const apart = new Map<Language, Words>()

/** The language whose catalogue serves this one. */
const nearestOf = (language: Language): Language | undefined =>
  nearest(Object.keys({ ...own, ...catalogues }), language)

/** The language's name in itself. */
const nameOf = (language: Language): string => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language
  } catch (error) {
    if (error instanceof RangeError) return language // well-formed for us, but no tag of BCP 47
    throw error
  }
}
