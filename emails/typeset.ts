import { directionOf, otherDirection } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { withoutMarks } from './slots.ts'

/**
 * Typesets a text for a mail. Runs of the other direction are isolated with `dir`, because not every client knows
 * `bdi`. "GPT-4" stays on one line: no line may break between a hyphen and a number (UAX #14, LB25), but browsers do it
 * anyway.
 */
export const typeset = (text: string, language: string): Markup | string => {
  const direction = otherDirection(withoutMarks(text), directionOf(language))
  const parts = wholesIn(text)
  const whole = parts.length === 1 ? text : mj`${parts.map(unbroken)}`
  return direction ? mj`<span dir="${direction}">${whole}</span>` : whole
}

/** Longer ones would not fit a phone. */
const numbered = /\b([A-Za-z][A-Za-z0-9]{0,9}-\d[\w.]{0,5})(?![\w-])/

/** A text cut at what must stay on one line: every second part is such. */
export const wholesIn = (text: string): string[] => text.split(numbered)

const unbroken = (part: string, at: number): Markup | string =>
  at % 2 === 1 ? mj`<span style="white-space:nowrap;">${part}</span>` : part
