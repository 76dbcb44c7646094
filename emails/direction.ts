export type Direction = 'ltr' | 'rtl'

/** Scripts written from right to left (Unicode, Bidi_Class R and AL). */
const rightToLeft = new Set(['Arab', 'Aran', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg', 'Mand', 'Samr'])

/**
 * The direction in which a language is written.
 * @param language a BCP 47 tag such as `ar` or `az-Arab`; without a script subtag, the language's usual script decides
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
    if (error instanceof RangeError) return '' // not a BCP 47 tag
    throw error
  }
}

const strong =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]|(\p{L})/u

/** A bidirectional isolate, from the character that opens it to the one that closes it. */
const setApart = /[\u2066-\u2068][^\u2069]*\u2069?/g

/** A text's direction by its first strong letter outside isolates (UAX #9, P2); undefined when it has none. */
export const directionOfText = (text: string): Direction | undefined => {
  const found = strong.exec(text.replace(setApart, ''))
  return found ? (found[1] ? 'ltr' : 'rtl') : undefined
}

/** A text's direction if it differs from its surroundings and the text must be isolated; otherwise undefined. */
export const otherDirection = (text: string, around: Direction): Direction | undefined => {
  const own = directionOfText(text)
  return own === around ? undefined : own
}

/** An arrow that points forward in the reading direction. */
export const forward = (direction: Direction): string => (direction === 'rtl' ? '←' : '→')
