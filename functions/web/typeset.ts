import { directionOf, otherDirection } from '../../emails/direction.ts'
import { wholesIn } from '../../emails/typeset.ts'
import type { Language } from '../publication/language.ts'
import { type Html, html } from './html.ts'

/**
 * Typesets a text for a page, as in mails: isolates runs of the other direction so that they do not reorder their
 * surroundings, keeps "GPT-4" and "X-MoE" on one line, and French marks on that of their word. For text content only, never for an attribute.
 */
export const typeset = (text: string, language: Language): Html | string => {
  const direction = otherDirection(text, directionOf(language))
  const spaced = language.startsWith('fr') ? withFrenchSpaces(text) : text
  const parts = wholesIn(spaced)
  const whole =
    parts.length === 1
      ? spaced
      : html`${parts.map((part, at) => (at % 2 ? html`<span class="whole">${part}</span>` : part))}`
  return direction ? html`<bdi dir="${direction}">${whole}</bdi>` : whole
}

/** French has a space before these marks, and inside its quotation marks, at which no line may break. */
const withFrenchSpaces = (text: string): string =>
  text.replace(/ (?=[?!;])/g, '\u202f').replace(/ (?=[:»])|(?<=«) /g, '\u00a0')
