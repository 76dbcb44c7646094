import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import type { Source } from '../model/edition.ts'
import { qrCode, qrPath } from './qr.ts'

/** The short address of a page under it, to be typed or scanned: it matters most once the page is printed. */
export const shortAddress = ({ siteUrl, language }: Source, path: string): Html => {
  const words = wordsOf(language).site
  const address = siteUrl + path
  const code = qrCode(address)
  // Its own white ground makes it readable in the dark, too. Attributes, because a page may have no style of its own.
  return html`<div class="short"><svg viewBox="0 0 ${code.size} ${code.size}" shape-rendering="crispEdges" role="img" aria-label="${words.qr}"><path fill="#fff" d="M0 0h${code.size}v${code.size}H0z"/><path d="${qrPath(code)}"/></svg>
<p>${words.shortAddress}<a href="${path}/" dir="ltr">${address.replace(/^https?:\/\//, '')}</a></p></div>`
}
