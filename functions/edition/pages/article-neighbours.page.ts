import type { Article } from '../../issue/issue.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { typeset } from '../../web/typeset.ts'
import { typesetTitle } from '../../web/typeset-title.ts'
import { relatedArticles } from '../model/article-neighbours.ts'
import type { Source } from '../model/edition.ts'
import type { NumberedArticle } from '../model/numbered-articles.ts'
import { stubPath } from '../model/paths.ts'
import { sectionName } from '../model/section-name.ts'

/** The links to the previous and the next article of the issue. */
export const previousAndNext = (
  { issue, language }: Source,
  { previous, next }: NumberedArticle,
): Html | undefined => {
  if (!previous && !next) return undefined
  const words = wordsOf(language).site
  const link = (article: Article, rel: string, label: string) =>
    html`<a rel="${rel}" href="${stubPath(language, issue.id, article.slug)}"><span class="label">${label}</span>${typesetTitle(article.texts[language]!.title, language)}</a>`
  return html`<nav class="around" aria-label="${words.inThisIssue}">${previous && link(previous, 'prev', words.previous)}${next && link(next, 'next', words.next)}</nav>`
}

/** The links to what else stands in the article's section. */
export const sameSection = (source: Source, placed: NumberedArticle): Html | undefined => {
  const { issue, language } = source
  const others = relatedArticles(placed)
  if (others.length === 0) return undefined
  const name = sectionName(placed.section, source) || wordsOf(language).site.inThisIssue
  return html`<nav class="beside" aria-labelledby="in-section"><h2 id="in-section">${typeset(name, language)}</h2>
<ul>${others.map(({ slug, leadsTo, texts }) => html`<li><a href="${leadsTo?.[language] ?? stubPath(language, issue.id, slug)}">${typesetTitle(texts[language]!.title, language)}</a></li>`)}</ul></nav>`
}
