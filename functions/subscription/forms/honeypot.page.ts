import { type Html, html } from '../../web/html.ts'
import { honeypotName } from '../states/honeypot.ts'

/**
 * The honeypot of a sign-up form, hidden from eyes, keyboards, screen readers and form fillers.
 * @param words its label, for whoever reads the page's source
 */
export const honeypot = (words: string, id = honeypotName): Html =>
  html`<div hidden aria-hidden="true"><label for="${id}">${words}</label><input id="${id}" name="${honeypotName}" type="text" tabindex="-1" autocomplete="off"></div>`
