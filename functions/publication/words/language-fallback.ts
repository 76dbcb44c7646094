import { type Language, pathOf } from '../language.ts'

/**
 * Which of some languages who reads another one reads: that itself, else the same language in the same script (zh-HK
 * and zh-MO are written as zh-TW is, zh-SG as zh-CN), else the same language.
 * @returns its tag; undefined when the language is not among them
 */
export const nearest = (tags: readonly Language[], language: Language): Language | undefined => {
  if (tags.includes(language)) return language
  const alike = tags.filter((tag) => pathOf(tag) === pathOf(language))
  return alike.find((tag) => scriptOf(tag) === scriptOf(language)) ?? alike[0]
}

const scriptOf = (language: Language): string | undefined => {
  try {
    return new Intl.Locale(language).maximize().script
  } catch (error) {
    if (error instanceof RangeError) return undefined // well-formed for us, but no tag of BCP 47
    throw error
  }
}
