import { directionOf, otherDirection } from '../../emails/direction.ts'
import { type Html, html } from './html.ts'
import type { Language } from './language.ts'

/** A text that may be of another direction than its page: then set apart, so that it turns nothing around it. */
export const isolated = (text: string, language: Language): Html | string => {
  const direction = otherDirection(text, directionOf(language))
  return direction ? html`<bdi dir="${direction}">${text}</bdi>` : text
}
