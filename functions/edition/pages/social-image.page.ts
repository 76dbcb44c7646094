import { inOneLine } from '../../publication/in-one-line.ts'
import { type Html, html } from '../../web/html.ts'
import { type Card, cardPath, cardSize } from '../model/card.ts'
import type { Source } from '../model/edition.ts'

/** A page's card for link previews. Its alternative text repeats the words on the card. */
export const previewImage = ({ siteUrl }: Source, card: Card): Html => {
  const said = inOneLine([card.name, card.label, card.title], card.language)
  return html`<meta property="og:image" content="${siteUrl}${cardPath(card)}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${cardSize.width}">
<meta property="og:image:height" content="${cardSize.height}">
<meta property="og:image:alt" content="${said}">
<meta name="twitter:card" content="summary_large_image">
`
}
