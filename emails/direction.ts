export type Direction = 'ltr' | 'rtl'

/** Scripts that are written from right to left (Unicode, Bidi_Class R and AL). */
const rightToLeft = new Set(['Arab', 'Aran', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])

/**
 * In which direction a language is written.
 * @param language a BCP 47 tag, e.g. `ar`, `az-Arab`; by its own script, else by the one it is usually written in
 */
export const directionOf = (language: string): Direction => {
  const known = directions.get(language)
  if (known) return known
  const found = rightToLeft.has(scriptOf(language)) ? 'rtl' : 'ltr'
  directions.set(language, found)
  return found
}
const directions = new Map<string, Direction>()

const scriptOf = (language: string): string => {
  try {
    return new Intl.Locale(language).maximize().script ?? ''
  } catch (error) {
    if (error instanceof RangeError) return '' // no tag at all
    throw error
  }
}

const strong =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]|(\p{L})/u

/** From the mark that sets a part of a text apart to the one that ends it. */
const setApart = /[\u2066-\u2068][^\u2069]*\u2069?/g

/** The direction of a text by its first letter that is not set apart (UAX #9, P2); undefined for a text without any. */
export const directionOfText = (text: string): Direction | undefined => {
  const found = strong.exec(text.replace(setApart, ''))
  return found ? (found[1] ? 'ltr' : 'rtl') : undefined
}

/** The direction of a text where it is not that of what is around it, so that it must be set apart. */
export const otherDirection = (text: string, around: Direction): Direction | undefined => {
  const own = directionOfText(text)
  return own === around ? undefined : own
}

/** An arrow that leads on. */
export const forward = (direction: Direction): string => (direction === 'rtl' ? '←' : '→')
