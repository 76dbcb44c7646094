/** Scripts that part no words by spaces: there a text may be cut between any two characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const inWord = /[\p{L}\p{M}\p{N}'’_]/u
const isInWord = (character: string | undefined): boolean =>
  character !== undefined && inWord.test(character) && !unspaced.test(character)

const sentence = /[.!?。！？…؟۔।][”’"')）」』]*$/u
/** What should not stand before an ellipsis: spaces, and marks that open or wait for more. */
const loose = /[\s\p{Ps}\p{Pi}\p{Pd},;:、，；：،؛·|]+$/u
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Of what may be shown, a whole sentence must fill at least this share to be the end. */
const enough = 0.6

/**
 * Shortens a text: to whole sentences where they say most of what there is room for, else to whole words. Ends in `…`.
 * @param most characters as a reader counts them, the ellipsis among them
 */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text
  const characters: string[] = []
  for (const { segment } of graphemes.segment(text)) {
    characters.push(segment)
    if (characters.length > most) break
  }
  if (characters.length <= most) return text
  const shown = characters.slice(0, most - 1)
  const end = sentenceEnd(shown, characters[most - 1]) ?? wordEnd(shown, characters[most - 1])
  const kept = shown.slice(0, end).join('').trimEnd()
  // A full stop keeps its distance where words do.
  return sentence.test(kept)
    ? `${kept}${/[\p{ASCII}]$/u.test(kept) ? ' …' : '…'}`
    : `${kept.replace(loose, '')}…`
}

/** Where the last whole sentence ends, if it says enough. */
const sentenceEnd = (shown: string[], next: string | undefined): number | undefined => {
  for (let end = shown.length - 1; end >= shown.length * enough; end--) {
    const after = shown[end] ?? next
    const ends = sentence.test(shown.slice(Math.max(0, end - 3), end).join(''))
    // A full stop within a number or an address has no space behind it.
    if (ends && (/\s/.test(after ?? ' ') || /[。！？]/u.test(shown.slice(end - 3, end).join('')))) return end
  }
  return undefined
}

/** Where the last whole word ends; a word that is longer than the room is cut. */
const wordEnd = (shown: string[], next: string | undefined): number => {
  let end = shown.length
  if (!isInWord(next)) return end
  while (end > 0 && isInWord(shown[end - 1])) end--
  return end > 0 ? end : shown.length
}
