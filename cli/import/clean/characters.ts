import type { Doubt } from '../outline.ts'
import { createNotes } from './remarks.ts'

/** Characters that are removed, with the name that the editor is told. Those in `spaces` become a space. */
const kinds: [name: string, characters: RegExp][] = [
  ['control characters', /[\p{Cc}\ufffe\uffff\u{fdd0}-\u{fdef}]/u],
  ['halves of characters (lone surrogates)', /\p{Cs}/u],
  ['overrides of the text’s direction', /[\u202a-\u202e\u2066-\u2069]/u],
  ['byte-order marks inside the text', /\ufeff/u],
  ['glyphs of a private font', /\p{Co}/u],
  ['characters of no width', /./u],
]
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const spaces = /[\x0b\x0c\x1c-\x1f\x85\u2028\u2029]/

/**
 * Every character that may have to be removed. Left-to-right and right-to-left marks stay: Hebrew and Arabic need them.
 * Mails pad their previews with fillers, tags and joiners.
 */
const suspect =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: the joiners are what is looked for
  /[\p{Co}\p{Cs}\ufdd0-\ufdef\ufffe\uffff\ufeff\u202a-\u202e\u2066-\u2069\u2028\u2029\u200b-\u200d\u2060-\u2064\u206a-\u206f\u00ad\u034f\u115f\u1160\u180e\u3164\uffa0\u{e0000}-\u{e007f}]|(?![\t\n])\p{Cc}/gu

/** Scripts in which a joiner or non-joiner changes the shape of letters. */
const shaped =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Nko}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}\p{M}]/u
// biome-ignore lint/suspicious/noMisleadingCharacterClass: the joiners are what is looked for
const pictured = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\ufe0f]/u

/**
 * Removes invisible characters and those that no page, feed or mail may hold, and turns every line end into LF. The
 * number of lines does not change.
 * @param text a whole document
 * @returns the cleaned text, and one doubt per kind of character, at its first line (1-based)
 */
export const cleanCharacters = (text: string): { text: string; doubts: Doubt[] } => {
  const whole = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
  const notes = createNotes()
  let [line, counted] = [1, 0]
  const lineAt = (at: number): number => {
    for (
      let next = whole.indexOf('\n', counted);
      next >= 0 && next < at;
      next = whole.indexOf('\n', counted)
    ) {
      line++
      counted = next + 1
    }
    return line
  }
  const cleaned = whole.replace(suspect, (one, at: number) => {
    if (isNeeded(one, whole, at)) return one
    if (spaces.test(one)) return ' '
    if (one === '\u00ad') return ''
    const [name] = kinds.find(([, characters]) => characters.test(one))!
    notes.doubtKind(name, lineAt(at), `${name} are left out: ${codeOf(one)}`)
    return ''
  })
  // Bytes that are not UTF-8 stay visible as U+FFFD.
  for (let at = cleaned.indexOf('\ufffd'), n = 1, from = 0; at >= 0; at = cleaned.indexOf('\ufffd', at + 1)) {
    n += cleaned.slice(from, at).split('\n').length - 1
    from = at
    notes.doubtKind('replacement', n, 'a character could not be read (�): the file is not wholly UTF-8')
  }
  return { text: cleaned, doubts: notes.all().doubts }
}

const codeOf = (one: string) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`

const before = (text: string, at: number): string => {
  const low = text.charCodeAt(at - 1)
  return low >= 0xdc00 && low <= 0xdfff ? text.slice(at - 2, at) : text.slice(at - 1, at)
}

const isNeeded = (one: string, text: string, at: number): boolean => {
  const [left, right] = [before(text, at), String.fromCodePoint(text.codePointAt(at + one.length) ?? 32)]
  if (one === '\u200d' && pictured.test(left) && pictured.test(right)) return true
  if (one === '\u200c' || one === '\u200d')
    return shaped.test(left) && (shaped.test(right) || one === '\u200d')
  // A regional flag is a black flag followed by tags that name the region.
  if (one >= '\u{e0000}') return /[\u{1f3f4}\u{e0020}-\u{e007e}]/u.test(left)
  return false
}
