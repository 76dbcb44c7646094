import type { Language } from '../../publication/language.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'

/** A text of one or several paragraphs. */
export const paragraphs = (text: string, language: Language): Html =>
  html`${text
    .trim()
    .split(/\r?\n\s*/)
    .map((one) => html`<p>${typeset(one, language)}</p>`)}`
