import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import type { Source } from '../model/edition.ts'
import { qrCode, qrPath } from './qr.ts'

/**
 * The page's short address below it, to type or scan. Shown on
 * paper only: on a screen the page itself is there.
 */
export const shortAddress = ({ siteUrl, language }: Source, path: string): Html => {
  const words = wordsOf(language).site
  const address = siteUrl + path
  const code = qrCode(address)
  // A white background keeps the code scannable in dark mode. Attributes, because a page may have no style sheet.
  return html`<div class="short"><svg viewBox="0 0 ${code.size} ${code.size}" shape-rendering="crispEdges" role="img" aria-label="${words.qr}"><path fill="#fff" d="M0 0h${code.size}v${code.size}H0z"/><path d="${qrPath(code)}"/></svg>
<p>${words.shortAddress}<a href="${path}/" dir="ltr">${address.replace(/^https?:\/\//, '')}</a></p></div>`
}
