import type { Article, Section } from '../issue/issue.ts'
import { type Html, html } from '../platform/html.ts'
import { pageShell } from '../platform/page.ts'
import { wordsOf } from '../platform/words.ts'
import type { Source } from './edition.ts'
import type { Images } from './images.ts'
import { inEach, issuePath, stubPath } from './paths.ts'
import { previewImage } from './preview.page.ts'
import { signUpForm } from './sign-up.page.ts'

/** The page of an issue: its cover and the contents with page numbers; what a digest is "in the browser". */
export const issuePage = (source: Source, images: Images): Html => {
  const { issue, publication, language, siteUrl } = source
  const words = wordsOf(language).site
  return pageShell({
    publication,
    siteUrl,
    language,
    title: `${words.issue(issue.number)}${words.between}${issue.period[language]}`,
    description: issue.cover.lines[language]!.join(words.between),
    path: issuePath(language, issue.id),
    alternates: inEach(publication.languages, (one) => issuePath(one, issue.id)),
    head: html`<meta property="og:type" content="website">
${previewImage(source, images)}`,
    main: html`<div class="wide">${cover(source, images)}
<div class="opening"><div><h1>${words.issue(issue.number)}</h1><p class="period">${issue.period[language]}</p></div>
<ul class="lines">${issue.cover.lines[language]!.map((line) => html`<li>${line}</li>`)}</ul></div>
<div class="contents"><h2>${words.contents}</h2>${issue.sections.map((section) => sectionOf(section, source, images))}</div></div>
${signUpForm(source)}`,
  })
}

const cover = ({ issue, language }: Source, images: Images): Html => {
  const { src, width, height } = images.of(issue.cover.image)
  return html`<div class="cover"><img src="${src}" alt="${issue.cover.alt[language]}" width="${width}" height="${height}" fetchpriority="high"></div>`
}

const sectionOf = (section: Section, source: Source, images: Images): Html => {
  const { publication, language } = source
  const name = publication.topics.find(({ id }) => id === section.topic)?.names[language]
  return html`<section id="${section.topic}"><header><h3>${name}</h3>${section.image && banner(section.image, source, images)}</header>
<div>${bySubsection(section).map(
    ({ heading, articles }) =>
      html`${heading && html`<h4>${heading[language]}</h4>`}<ol>${articles.map((article) => entry(article, source))}</ol>`,
  )}</div></section>`
}

const banner = ({ path, alt }: NonNullable<Section['image']>, { language }: Source, images: Images): Html => {
  const { src, width, height } = images.of(path)
  return html`<img src="${src}" alt="${alt[language]}" width="${width}" height="${height}" loading="lazy" decoding="async">`
}

/** Runs of articles under one heading, in printed order. */
export const bySubsection = ({
  articles,
}: Section): { heading?: Article['subsection']; articles: Article[] }[] => {
  const groups: { heading?: Article['subsection']; articles: Article[] }[] = []
  for (const article of articles) {
    const last = groups.at(-1)
    if (last && last.heading === article.subsection) last.articles.push(article)
    else groups.push({ ...(article.subsection && { heading: article.subsection }), articles: [article] })
  }
  return groups
}

const entry = ({ slug, kind, page, texts }: Article, { issue, language }: Source): Html => {
  const words = wordsOf(language).site
  const { title, kicker, summary, readingMinutes } = texts[language]!
  return html`<li class="${kind}"><a href="${stubPath(language, issue.id, slug)}">${kicker && html`<span class="kicker">${kicker}</span>`}${title}</a>
<span class="page" title="${words.page(page)}">${page}</span>
${kind === 'full' && html`<p>${summary} <span class="time">${words.minutes(readingMinutes)}</span></p>`}</li>`
}
