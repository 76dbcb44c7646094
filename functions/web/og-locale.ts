import type { Language } from '../publication/language.ts'

/**
 * A language in Open Graph's form, `language_TERRITORY` (ogp.me, "Optional Metadata"). A language without a territory
 * gets the one where it is spoken most: `en_US` for `en`.
 */
export const ogLocale = (language: Language): string => {
  const known = locales.get(language) ?? written(language)
  locales.set(language, known)
  return known
}
const locales = new Map<Language, string>()

const written = (tag: Language): string => {
  try {
    const { language, region } = new Intl.Locale(tag).maximize()
    return region ? `${language}_${region}` : language
  } catch (error) {
    if (error instanceof RangeError) return tag.replace('-', '_') // valid by our rules, but not a BCP 47 tag
    throw error
  }
}
