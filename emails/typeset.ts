import { directionOf, otherDirection } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { phrasesOf } from './other-languages.ts'
import { withoutMarks } from './slots.ts'

/**
 * Typesets a text for a mail. Phrases in another language get its `lang`, a text of the other direction and names set
 * apart in it a `dir`, because not every client knows `bdi`. "GPT-4" stays on one line: no line may break between a hyphen and a number (UAX #14, LB25), but browsers do it
 * anyway.
 */
export const typeset = (text: string, language: string): Markup | string => {
  const around = directionOf(language)
  const direction = otherDirection(withoutMarks(text), around)
  const parts = isolatesIn(text)
  const whole =
    parts.length === 1 ? worded(text, language) : mj`${parts.map((part) => apart(part, language))}`
  return direction ? mj`<span dir="${direction}">${whole}</span>` : whole
}

/** Each phrase in its own language. */
const worded = (text: string, language: string): Markup | string => {
  const phrases = phrasesOf(text, language)
  if (phrases.length === 1 && phrases[0]!.language === undefined) return kept(text)
  return mj`${phrases.map((phrase) => (phrase.language === undefined ? kept(phrase.text) : mj`<span lang="${phrase.language}">${kept(phrase.text)}</span>`))}`
}

const kept = (text: string): Markup | string => {
  const parts = wholesIn(text)
  return parts.length === 1 ? text : mj`${parts.map(unbroken)}`
}

/** Marks of isolation become spans: some clients know `dir`, but draw the marks as boxes. */
const apart = (part: string, language: string): Markup | string => {
  const [, mark, inner] = isolated.exec(part) ?? []
  return mark
    ? mj`<span dir="${directions[mark]!}">${worded(inner!, language)}</span>`
    : worded(part, language)
}
const directions: Record<string, string> = { '\u2066': 'ltr', '\u2067': 'rtl', '\u2068': 'auto' }
const isolated = /^([\u2066-\u2068])(.*)\u2069$/s

/** A text cut at its isolates: every second part is one, with its marks. */
const isolatesIn = (text: string): string[] => text.split(/([\u2066-\u2068][^\u2069]*\u2069)/)

/** A word with a number, or one letter with a word (X-MoE). Longer ones would not fit a phone. */
const names = /\b([A-Za-z][A-Za-z0-9]{0,9}-\d[\w.]{0,5}|[A-Za-z]-[A-Za-z]\w{0,9})(?![\w-])/

/** A text cut at what must stay on one line: every second part is such. */
export const wholesIn = (text: string): string[] => text.split(names)

const unbroken = (part: string, at: number): Markup | string =>
  at % 2 === 1 ? mj`<span style="white-space:nowrap;">${part}</span>` : part
