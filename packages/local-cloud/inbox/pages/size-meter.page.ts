import { type Html, html } from '../../http/html.ts'

/** A bar that shows how much of the allowed size a mail takes. @param text the same in words */
export const sizeMeter = (bytes: number, most: number, text: string): Html =>
  html`<meter min="0" max="${most}" high="${most * 0.95}" value="${Math.min(bytes, most)}" aria-label="Size of the HTML"></meter> ${text}`
