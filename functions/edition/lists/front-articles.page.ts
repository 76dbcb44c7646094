import { directionOf, outward } from '../../../emails/direction.ts'
import { hostName } from '../../publication/host-name.ts'
import { inOneLine } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import type { ArticleEntry, IssueEntry } from '../model/listing-entries.ts'

/** Maximum features and briefs on the front page; the issue's own page has all of them. */
const most = { features: 6, briefs: 8 }

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
  return html`<ul class="cards">${cards.map((article) => card(article, language))}</ul>
${briefs.length > 0 && html`<ul class="briefs">${briefs.map((article) => brief(article, language))}</ul>`}`
}

const card = (
  { tier, path, title, kicker, summary, author, section, picture }: ArticleEntry,
  language: Language,
): Html => {
  const above = kicker ?? section
  const { by } = wordsOf(language).site
  return html`<li class="card${tier === 'lead' && ' lead'}">${picture && html`<img src="${picture.src}" alt="" width="${picture.width}" height="${picture.height}" loading="lazy" decoding="async"${fills(picture) && html` class="fills"`}>`}
<div>${above && html`<p class="kicker">${typeset(above, language)}</p>`}<h3><a href="${path}">${typesetTitle(title, language)}</a></h3>${summary && html`<p>${typeset(summary, language)}</p>`}${author && html`<p class="meta">${typeset(by(author), language)}</p>`}</div></li>`
}

/** Whether a picture loses a tenth at most by standing in a card's frame of 16 : 9. */
const fills = ({ width, height }: { width: number; height: number }): boolean =>
  width >= height * 1.6 && width <= height * 2

const brief = ({ url, path, title, section }: ArticleEntry, language: Language): Html => {
  const beside = inOneLine([url ? hostName(url) : section], language)
  return html`<li><a href="${path}">${typesetTitle(title, language)}</a>${beside && html` <span class="meta">${typeset(beside, language)}${url && html`&nbsp;${outward(directionOf(language))}`}</span>`}</li>`
}
