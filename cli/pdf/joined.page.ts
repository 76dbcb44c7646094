import { directionOf, outward } from '../../emails/direction.ts'
import type { Source } from '../../functions/edition/model/edition.ts'
import { type Images, imagesOf } from '../../functions/edition/model/images.ts'
import { nameOfIssue } from '../../functions/edition/model/issue-name.ts'
import type { NumberedArticle } from '../../functions/edition/model/numbered-articles.ts'
import { issuePath, stubPath } from '../../functions/edition/model/paths.ts'
import { shortPath } from '../../functions/edition/model/printed-addresses.ts'
import { sectionName } from '../../functions/edition/model/section-name.ts'
import { articleItself } from '../../functions/edition/pages/article.page.ts'
import { contents, letter } from '../../functions/edition/pages/issue.page.ts'
import { shortAddress } from '../../functions/edition/pages/printed-address.page.ts'
import type { Issue } from '../../functions/issue/issue.ts'
import { briefText } from '../../functions/issue/leads-to.ts'
import { hostName } from '../../functions/publication/host-name.ts'
import { inOneLine } from '../../functions/publication/in-one-line.ts'
import { wordsOf } from '../../functions/publication/words.ts'
import { type Html, html, raw } from '../../functions/web/html.ts'
import { typeset } from '../../functions/web/typeset.ts'
import { typesetTitle } from '../../functions/web/typeset-title.ts'
import { fontsOfPaper, fontsPath } from './fonts.ts'
import type { Paper } from './paper.ts'
import { type Places, partOf } from './part.ts'
import { pdfCss } from './pdf-style.ts'
import { pageName } from './running-heads.ts'
import { type Run, runsOf } from './runs.ts'

export type Options = {
  paper: Paper
  /** On which page each article begins, by slug; what is not there has no number in the contents. */
  pages: ReadonlyMap<string, number>
}

/**
 * An issue in one language as one document to be printed: cover, contents, its editor's letter, its articles in printed
 * order, who publishes it. An article's id is its slug; the ids of what else there is hold a dot.
 */
export const joinedPage = (whole: Source, { paper, pages }: Options): string => {
  const source = { ...whole, issue: onPaper(whole.issue, pages) }
  const { issue, publication, language, siteUrl } = source
  const images = imagesOf(issue)
  const runs = runsOf(whole)
  const places = placesOf(source)
  const editors = issue.letter?.[language]
  return `<!doctype html>
${
  html`<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<title>${inOneLine([publication.names[language], nameOfIssue(source).whole], language)}</title>
${fontsOfPaper(language).sheets.map((sheet) => html`<link rel="stylesheet" href="${siteUrl}${fontsPath}${sheet}">\n`)}<style>${raw(pdfCss(source, runs, paper))}</style>
</head>
<body>
<main>
${partOf(front(source, images), { id: 'the.cover', levels: { first: 1, from: 1 } }, places)}
${partOf(contents(source, images), { id: 'the.contents' }, places)}
${editors && partOf(withTitle(letter(editors, source, images), wordsOf(language).site.bookLetter), { id: 'the.letter', levels: { first: 1, from: 2 } }, places)}
${runs.map((run, at) => html`<div class="run ${pageName(at)}">${runOf(run, opens(runs, at), source, images, places)}</div>\n`)}
${partOf(colophon(source), { id: 'the.colophon' }, places)}
</main>
</body>
</html>
`.html
}`
}

/**
 * Printed pages are those of the document, and what has no page on the site stands in it as well. Paper shows more than a
 * screen: pictures have no narrower versions.
 */
const onPaper = (issue: Issue, pages: Options['pages']): Issue => ({
  ...issue,
  images: new Map([...issue.images].map(([path, { narrower: _, ...image }]) => [path, image])),
  sections: issue.sections.map((section) => ({
    ...section,
    articles: section.articles.map(({ leadsTo, page, ...article }) => ({
      ...article,
      ...(pages.has(article.slug) && { page: pages.get(article.slug)! }),
    })),
  })),
})

const placesOf = ({ issue, language, siteUrl }: Source): Places => {
  const base = siteUrl + issuePath(language, issue.id)
  const slugs = issue.sections.flatMap(({ articles }) => articles.map(({ slug }) => slug))
  return {
    base,
    articles: new Map([
      [new URL(base).href, 'the.contents'],
      ...slugs.map((slug): [string, string] => [
        new URL(siteUrl + stubPath(language, issue.id, slug)).href,
        slug,
      ]),
    ]),
  }
}

/** How many times as high as wide a picture is that fills a cover: it has lettering of its own, and loses little of it. */
const fills = { from: 1.2, to: 1.6 }

const front = (source: Source, images: Images): Html => {
  const { issue, publication, language } = source
  const { image, lines } = issue.cover
  const { name, when, title } = nameOfIssue(source)
  const picture = image && images.of(image.path)
  const shown = picture && html`<img src="${picture.src}" alt="${image.alt[language] || name}">`
  const ratio = picture ? picture.height / picture.width : 0
  if (ratio >= fills.from && ratio <= fills.to) return html`<section class="front whole">${shown}</section>`
  const said = lines[language] ?? []
  return html`<section class="front set"><p class="series">${typeset(publication.names[language]!, language)}</p>${shown}
<div class="titles"><h1>${typesetTitle(title ?? name, language)}</h1>
<p class="period">${typeset(inOneLine([title && name, when], language), language)}</p>
${said.length > 0 && html`<ul class="lines">${said.map((line) => html`<li>${typeset(line, language)}</li>`)}</ul>`}</div>
<p class="by-whom">${typeset(publication.publisher[language]!, language)}</p></section>`
}

const withTitle = ({ html: whole }: Html, title: string): Html =>
  raw(whole.replace('>', html`><h2>${title}</h2>`.html))

/** Whether a run is the first of its section. */
const opens = (runs: readonly Run[], at: number): boolean =>
  runs[at - 1]?.[0].section !== runs[at]![0].section

const runOf = (run: Run, opens: boolean, source: Source, images: Images, places: Places): Html => {
  const [first] = run
  const { language } = source
  const name = sectionName(first.section, source)
  const where = inOneLine([name, first.article.subsection?.[language]], language)
  return html`${where && html`<p class="where"${opens && name && html` role="heading" aria-level="1"`}>${typeset(where, language)}</p>`}
${run.map((placed) =>
  partOf(
    placed.article.leadsTo
      ? briefElsewhere(placed, source)
      : articleItself(undated(source), images, unnumbered(placed)),
    {
      id: placed.article.slug,
      ...(placed.isShort && { className: 'short-article' }),
      levels: { first: name ? 2 : 1, from: 1 },
    },
    places,
  ),
)}`
}

/** The day of the issue is on its cover. */
const undated = ({ issue: { date, release, ...issue }, ...source }: Source): Source => ({ ...source, issue })

/** Its page of the printed issue is another than here. */
const unnumbered = ({ article: { page, ...article }, ...placed }: NumberedArticle): NumberedArticle => ({
  ...placed,
  article,
})

/** What its title leads to is not in the document. */
const briefElsewhere = ({ article: { texts, leadsTo } }: NumberedArticle, { language }: Source): Html => {
  const text = texts[language]!
  const url = leadsTo![language]!
  const said = briefText(text)
  return html`<article><h1>${text.kicker && html`<span class="kicker">${typeset(text.kicker, language)}</span>`}${typesetTitle(text.title, language)}</h1>
${said && html`<p>${typeset(said, language)}</p>`}<p><a class="go" href="${url}">${typeset(hostName(url), language)}&nbsp;${outward(directionOf(language))}</a></p></article>`
}

/** Who publishes it, and its address on the web to type or scan. */
const colophon = (source: Source): Html => {
  const { publication, language } = source
  const name = publication.names[language]!
  const publisher = publication.publisher[language]!
  return html`<section class="colophon"><div><p><strong>${typeset(name, language)}</strong></p>
<p>${typeset(nameOfIssue(source).whole, language)}</p>
${publisher !== name && html`<p>${typeset(publisher, language)}</p>`}
<p>${typeset(publication.postalAddress[language]!, language)}</p></div>
${shortAddress(source, shortPath(source))}</section>`
}
