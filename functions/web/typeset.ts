import { directionOf, otherDirection } from '../../emails/direction.ts'
import { wholesIn } from '../../emails/typeset.ts'
import type { Language } from '../publication/language.ts'
import { type Html, html } from './html.ts'

/**
 * Typesets a text for a page, as in mails: isolates runs of the other direction so that they do not reorder their
 * surroundings, and keeps "GPT-4" on one line. For text content only, never for an attribute.
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
