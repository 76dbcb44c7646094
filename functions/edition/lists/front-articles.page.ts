import { directionOf, outward } from '../../../emails/direction.ts'
import { hostName } from '../../publication/host-name.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import type { ArticleEntry, IssueEntry } from '../model/listing-entries.ts'
import { later, sitePicture } from '../pages/site-picture.page.ts'

/** Maximum features and briefs on the front page; the issue's own page has all of them. */
export const most = { features: 6, briefs: 8 }

/**
 * How wide pictures are shown: the lead's beside its words, features' in rows of three, or of two where that leaves none
 * alone (web/style/issue.ts); on a phone, across.
 */
const sizesOf = (cards: number) => ({
  lead: '(max-width: 48rem) 100vw, 33rem',
  feature: `(max-width: 38rem) 100vw, ${[2, 3, 5].includes(cards) ? 33 : 22}rem`,
})

/**
 * The latest issue's articles as the front page shows them: the lead, large, then features, each a card with its picture
 * that can be pressed anywhere, then briefs as a list.
 * @returns undefined for an issue that was published before its row knew how large they are
 */
export const frontArticles = ({ articles }: IssueEntry, language: Language): Html | undefined => {
  const lead = articles.find(({ tier }) => tier === 'lead')
  const features = articles.filter(({ tier }) => tier === 'feature').slice(0, most.features)
  const briefs = articles.filter(({ tier }) => tier === undefined).slice(0, most.briefs)
  if (!lead && features.length === 0) return undefined
  const cards = [...(lead ? [lead] : []), ...features]
  const sizes = sizesOf(cards.length)
  return html`<ul class="cards">${cards.map((article) => card(article, sizes, language))}</ul>
${briefs.length > 0 && html`<ul class="briefs">${briefs.map((article) => brief(article, language))}</ul>`}`
}

const card = (
  { tier, path, title, kicker, summary, author, section, picture }: ArticleEntry,
  sizes: ReturnType<typeof sizesOf>,
  language: Language,
): Html => {
  const above = kicker ?? section
  const { by } = wordsOf(language).site
  return html`<li class="card${tier === 'lead' && ' lead'}">${picture && sitePicture(picture, tier === 'lead' ? sizes.lead : sizes.feature, '', html`${later}${fills(picture) && html` class="fills"`}`)}
<div>${above && html`<p class="kicker">${typeset(above, language)}</p>`}<h3><a href="${path}">${typesetTitle(title, language)}</a></h3>${summary && html`<p>${typeset(summary, language)}</p>`}${author && html`<p class="meta">${typeset(by(author), language)}</p>`}</div></li>`
}

/** Whether a picture loses a tenth at most by standing in a card's frame of 16 : 9. */
const fills = ({ width, height }: { width: number; height: number }): boolean =>
  width >= height * 1.6 && width <= height * 2

const brief = ({ url, path, title, section }: ArticleEntry, language: Language): Html => {
  const beside = inOneLine([url ? hostName(url) : section], language)
  return html`<li><a href="${path}">${typesetTitle(title, language)}</a>${beside && html` <span class="meta">${typeset(beside, language)}${url && html`&nbsp;${outward(directionOf(language))}`}</span>`}</li>`
}
