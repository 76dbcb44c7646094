import { type Html, html } from '../../../functions/web/html.ts'

/** A description in plain words. What is in “…” or `…` is something to type, so it is set as code. */
export const prose = (text: string): Html =>
  html`${text.split(/[“`]([^”`]+)[”`]/).map((part, at) => (at % 2 ? html`<code>${part}</code>` : part))}`
