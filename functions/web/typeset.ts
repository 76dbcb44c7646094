import { directionOf, otherDirection } from '../../emails/direction.ts'
import { wholesIn } from '../../emails/typeset.ts'
import type { Language } from '../publication/language.ts'
import { type Html, html } from './html.ts'

/**
 * A text as it is set in a page: what is of another direction is set apart, so that it turns nothing around it, and
 * "GPT-4" stays on one line, as in mails. For text alone, never for an attribute.
 */
export const typeset = (text: string, language: Language): Html | string => {
  const direction = otherDirection(text, directionOf(language))
  const parts = wholesIn(text)
  const whole =
    parts.length === 1
      ? text
      : html`${parts.map((part, at) => (at % 2 ? html`<span class="whole">${part}</span>` : part))}`
  return direction ? html`<bdi dir="${direction}">${whole}</bdi>` : whole
}
