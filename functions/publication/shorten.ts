import { graphemesOf } from '../../emails/graphemes.ts'
import { columnsOf } from '../../emails/text-columns.ts'

/** Scripts that part no words by spaces: there a text may be cut between any two characters. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u
const inWord = /[\p{L}\p{M}\p{N}'’_]/u
const isInWord = (character: string | undefined): boolean =>
  character !== undefined && inWord.test(character) && !unspaced.test(character)

const sentence = /[.!?。！？…؟۔।][”’"')）」』]*$/u
/** What should not stand before an ellipsis: spaces, and marks that open or wait for more. */
const loose = /[\s\p{Ps}\p{Pi}\p{Pd},;:、，；：،؛·|]+$/u

/** Of what may be shown, a whole sentence must fill at least this share to be the end. */
const enough = 0.6

/**
 * Shortens a text: to whole sentences where they say most of what there is room for, else to whole words. Ends in `…`.
 * @param most characters as a reader counts them, the ellipsis among them
 */
export const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text
  const characters: string[] = []
  for (const one of graphemesOf(text)) {
    characters.push(one)
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

/** A reader's character has mostly one code unit, and some have a dozen; what has far more is no text. */
const longestCharacter = 20

/**
 * Cuts what is quoted, wherever it may be cut. Ends in `…`.
 * @param most characters as a reader counts them, without the ellipsis
 */
export const clip = (text: string, most: number): string => {
  if (text.length <= most) return text
  let kept = ''
  let count = 0
  for (const one of graphemesOf(text.slice(0, most * longestCharacter + 1))) {
    count += 1
    if (count > most || kept.length + one.length > most * longestCharacter) return `${kept.toWellFormed()}…`
    kept += one
  }
  return text
}

/**
 * The first whole words of a text. Ends in `…` when there are more.
 * @param most columns, of which an East Asian character takes two
 * @param language a BCP 47 tag, by whose rules words end
 */
export const wordsWithin = (text: string, most: number, language: string): string => {
  if (columnsOf(text) <= most) return text
  let kept = ''
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    if (columnsOf(kept + segment) >= most) break
    kept += segment
  }
  return `${kept.replace(loose, '')}…`
}

/** As much of a text as a line has columns for. */
export const firstColumns = (text: string, most: number): string => {
  let kept = ''
  let columns = 0
  for (const one of graphemesOf(text)) {
    columns += columnsOf(one)
    if (columns > most) return kept
    kept += one
  }
  return kept
}
