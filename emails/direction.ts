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

/** The script of a language, such as `Latn` or `Hant`; empty for what is no BCP 47 tag. */
export const scriptOf = (language: string): string => {
  try {
    return new Intl.Locale(language).maximize().script ?? ''
  } catch (error) {
    if (error instanceof RangeError) return '' // not a BCP 47 tag
    throw error
  }
}

const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}]/u
const leftToRightLetter =
  /(?![\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{Script=Syriac}\p{Script=Nko}\p{Script=Adlam}])\p{L}/u

const hasLetterOf = (text: string, direction: Direction): boolean =>
  (direction === 'rtl' ? rightToLeftLetter : leftToRightLetter).test(text)

const opposite = (direction: Direction): Direction => (direction === 'rtl' ? 'ltr' : 'rtl')

/** A bidirectional isolate, from the character that opens it to the one that closes it. */
const setApart = /[\u2066-\u2068][^\u2069]*\u2069?/g

/**
 * The other direction, when a text is written in it: it has letters of the other and none of its surroundings. A text
 * that has both is written as its surroundings are: "GPT-4 والبحر" in Arabic, although its first letter is Latin. What
 * isolates hold does not count.
 */
export const otherDirection = (text: string, around: Direction): Direction | undefined => {
  const bare = text.replace(setApart, '')
  const other = opposite(around)
  return hasLetterOf(bare, other) && !hasLetterOf(bare, around) ? other : undefined
}

/**
 * A name as it may stand in a sentence: where it has letters of the other direction, marks keep it from turning what is
 * around it (UAX #9, §2.4.2, directional isolates). Marks rather than tags, since subjects and titles hold no tags.
 * @param around the sentence's direction
 */
export const isolate = (name: string, around: Direction): string => {
  if (!hasLetterOf(name.replace(setApart, ''), opposite(around))) return name
  const own = otherDirection(name, around) ?? around
  return `${own === 'rtl' ? '\u2067' : '\u2066'}${name}\u2069`
}

/** Names in one line, such as a magazine and its publisher. */
export const isolatedLine = (names: readonly string[], around: Direction, between = ' · '): string =>
  names.map((name) => isolate(name, around)).join(between)

/** An arrow that points forward in the reading direction. */
export const forward = (direction: Direction): string => (direction === 'rtl' ? '←' : '→')

/** An arrow that points away from what is read, to another site. */
export const outward = (direction: Direction): string => (direction === 'rtl' ? '↖' : '↗')
