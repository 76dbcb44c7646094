import { type Html, html } from '../../web/html.ts'

export type Choice = { path: string; name: string; isCurrent: boolean }

/** Ways of looking at the same thing, side by side; nothing where there is no choice. */
export const switchOf = (label: string, choices: readonly Choice[]): Html | false =>
  choices.length > 1 &&
  html`<nav class="switch" aria-label="${label}"><ul>${choices.map(
    ({ path, name, isCurrent }) =>
      html`<li><a href="${path}"${isCurrent && html` aria-current="true"`}>${name}</a></li>`,
  )}</ul></nav>`
