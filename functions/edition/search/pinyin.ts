/** Characters that are read in Mandarin. */
const han = /\p{Script=Han}/gu

/** The characters of a text that have a reading, in order. */
export const readable = (...texts: readonly (string | undefined)[]): string[] =>
  texts.flatMap((text) => text?.match(han) ?? [])

/**
 * The characters of which a query is the reading, as it is typed: `jiaguwen`, `jia gu wen`, or unfinished, `jiaguw`.
 * @param characters each with its reading in `syllables`
 */
export const readAs = (
  query: string,
  characters: readonly string[],
  syllables: readonly string[],
): string[] => {
  // Keyboards without ü type v, which no syllable has.
  const typed = query
    .toLowerCase()
    .replace(/[\s'’]+/gu, '')
    .replace(/[üv]/g, 'u')
  if (!/^[a-z]{2,}$/.test(typed)) return []
  return characters.flatMap((_, from) => {
    let left = typed
    for (let at = from; at < syllables.length; at++) {
      const syllable = syllables[at]!
      if (syllable.startsWith(left)) return [characters.slice(from, at + 1).join('')]
      if (!left.startsWith(syllable)) return []
      left = left.slice(syllable.length)
    }
    return []
  })
}
