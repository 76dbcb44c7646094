import type { Article } from '../issue/issue.ts'
import { type Html, html } from '../platform/html.ts'
import { pageShell } from '../platform/page.ts'
import { wordsOf } from '../platform/words.ts'
import { bodyHtml } from './body.ts'
import type { Source } from './edition.ts'
import type { Images } from './images.ts'
import { inEach, issuePath, stubPath } from './paths.ts'
import { previewImage } from './preview.page.ts'
import { signUpForm } from './sign-up.page.ts'

/** An article with its place in the issue. */
export type Placed = { article: Article; topic: string; previous?: Article; next?: Article }

/** All articles of an issue in printed order. */
export const placedArticles = ({ sections }: Source['issue']): Placed[] =>
  sections
    .flatMap(({ topic, articles }) => articles.map((article) => ({ topic, article })))
    .map((one, at, all) => ({ ...one, previous: all[at - 1]?.article, next: all[at + 1]?.article }))

/** The page of one article. */
export const stubPage = (source: Source, images: Images, placed: Placed): Html => {
  const { issue, publication, language, siteUrl } = source
  const { slug, texts } = placed.article
  const text = texts[language]!
  return pageShell({
    publication,
    siteUrl,
    language,
    title: text.title,
    description: text.summary,
    path: stubPath(language, issue.id, slug),
    alternates: inEach(publication.languages, (one) => stubPath(one, issue.id, slug)),
    head: html`<meta property="og:type" content="article">
${previewImage(source, images)}`,
    main: html`${crumbs(source, placed)}
<article>${heading(source, placed)}
<div class="body">${bodyHtml(text.body, images)}</div>
${sources(source, placed)}</article>
${around(source, placed)}
${signUpForm(source)}`,
  })
}

const crumbs = ({ issue, publication, language }: Source, { topic, article }: Placed): Html => {
  const words = wordsOf(language).site
  const section = publication.topics.find(({ id }) => id === topic)?.names[language]
  return html`<p class="crumbs"><a href="${issuePath(language, issue.id)}">${words.issue(issue.number)}${words.between}${issue.period[language]}</a>${words.between}<strong>${section}</strong>${article.subsection && html`${words.between}${article.subsection[language]}`}</p>`
}

const heading = ({ language }: Source, { article }: Placed): Html => {
  const words = wordsOf(language).site
  const { title, kicker, author, summary, readingMinutes } = article.texts[language]!
  const facts = [author && words.by(author), words.page(article.page), words.minutes(readingMinutes)]
  return html`<header><h1>${kicker && html`<span class="kicker">${kicker}</span>`}${title}</h1>
<p class="meta">${facts.filter(Boolean).join(words.between)}</p>
${article.kind === 'full' && html`<p class="lede">${summary}</p>`}</header>`
}

const sources = ({ language }: Source, { article }: Placed): Html | undefined => {
  const { links } = article.texts[language]!
  if (links.length === 0) return undefined
  return html`<section class="sources"><h2>${wordsOf(language).site.sources}</h2>
<ul>${links.map(({ title, url }) => html`<li><a href="${url}">${title}</a></li>`)}</ul></section>`
}

const around = ({ issue, language }: Source, { previous, next }: Placed): Html => {
  const words = wordsOf(language).site
  const link = (article: Article, rel: string, label: string) =>
    html`<a rel="${rel}" href="${stubPath(language, issue.id, article.slug)}"><span>${label}</span>${article.texts[language]!.title}</a>`
  return html`<nav class="around" aria-label="${words.inThisIssue}">${previous && link(previous, 'prev', words.previous)}${next && link(next, 'next', words.next)}</nav>`
}
