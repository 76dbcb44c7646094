import { directionOf, otherDirection } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { withoutMarks } from './slots.ts'

/**
 * Typesets a text for a mail. A text of the other direction and names set apart in it get a `dir`, because not
 * every client knows `bdi`. "GPT-4" stays on one line: no line may break between a hyphen and a number (UAX #14, LB25), but browsers do it
 * anyway.
 */
export const typeset = (text: string, language: string): Markup | string => {
  const around = directionOf(language)
  const direction = otherDirection(withoutMarks(text), around)
  const parts = isolatesIn(text)
  const whole = parts.length === 1 ? kept(text) : mj`${parts.map((part) => apart(part))}`
  return direction ? mj`<span dir="${direction}">${whole}</span>` : whole
}

const kept = (text: string): Markup | string => {
  const parts = wholesIn(text)
  return parts.length === 1 ? text : mj`${parts.map(unbroken)}`
}

/** Marks of isolation become spans: some clients know `dir`, but draw the marks as boxes. */
const apart = (part: string): Markup | string => {
  const [, mark, inner] = isolated.exec(part) ?? []
  return mark ? mj`<span dir="${directions[mark]!}">${kept(inner!)}</span>` : kept(part)
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
