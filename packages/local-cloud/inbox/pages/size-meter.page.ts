import { type Html, html } from '../html.ts'

/** How much of what is allowed a mail has. @param text the same in words */
export const sizeMeter = (bytes: number, most: number, text: string): Html =>
  html`<meter min="0" max="${most}" high="${most * 0.95}" value="${Math.min(bytes, most)}" aria-label="Size of the HTML"></meter> ${text}`
