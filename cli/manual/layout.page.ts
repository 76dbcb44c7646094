import { htmlDocument } from '../../functions/web/document.page.ts'
import { type Html, html } from '../../functions/web/html.ts'
import type { Heading, PageText } from './markdown.ts'
import { allPages, groups } from './pages.ts'

export type ManualPage = PageText & { name: string; version: string; titles: ReadonlyMap<string, string> }

/** A page of the manual in its frame: navigation, the page's own contents, and its neighbours. */
export const manualPage = (page: ManualPage): string => {
  const { name, title, lead, description, body, version, headings } = page
  const isHome = name === 'index'
  const { html: whole } = htmlDocument({
    language: 'en',
    title: isHome ? 'Masthead: the manual' : `${title} – Masthead`,
    head: html`<meta name="description" content="${description}">
<link rel="stylesheet" href="manual.css">
<link rel="icon" href="favicon.svg" type="image/svg+xml">
`,
    skip: 'Skip to the text',
    top: html`<header class="top"><div><a class="name" href="index.html"><img src="favicon.svg" alt="" width="30" height="30">Masthead</a>
<nav aria-label="Manual"><span class="version">${version}</span><a class="to-contents" href="#contents">Contents</a></nav></div></header>`,
    main: html`<div class="sheet">
<article class="body"${isHome && html` id="home"`}>
<h1>${title}</h1>
${lead}
${headings.filter(({ depth }) => depth === 2).length > 2 && !isHome && onThisPage(headings)}
${body}
${neighbours(page)}
</article>
${contents(page)}
</div>`,
    foot: html`<footer class="foot"><div><p>Masthead ${version}. Made of the files in docs/manual, of the schemas and of the commands.</p></div></footer>`,
  })
  return `<!doctype html>\n${whole}`
}

const onThisPage = (headings: readonly Heading[]): Html =>
  html`<nav class="on-page" aria-labelledby="on-page"><h2 id="on-page">On this page</h2><ul>${headings
    .filter(({ depth, id }) => depth === 2 && id !== 'on-page')
    .map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></nav>`

const titleOf = ({ titles }: ManualPage, name: string): string => titles.get(name) ?? name

const contents = (page: ManualPage): Html =>
  html`<nav class="contents-list" id="contents" aria-label="Contents">${groups.map(
    ({ title, pages }) =>
      html`<h2>${title}</h2><ul>${pages.map(
        ({ name }) =>
          html`<li><a href="${name}.html"${name === page.name && html` aria-current="page"`}>${name === 'index' ? 'What it is' : titleOf(page, name)}</a></li>`,
      )}</ul>`,
  )}</nav>`

const neighbours = (page: ManualPage): Html => {
  const at = allPages.findIndex(({ name }) => name === page.name)
  const to = (step: number, label: string, rel: string) => {
    const other = allPages[at + step]
    return (
      other &&
      html`<a href="${other.name}.html" rel="${rel}"><span class="label">${label}</span>${titleOf(page, other.name)}</a>`
    )
  }
  return html`<nav class="around" aria-label="Before and after">${to(-1, 'Before', 'prev')}${to(1, 'Next', 'next')}</nav>`
}
