import { type Html, html } from './html.ts'
import { type Language, pathOf } from './language.ts'
import type { Publication } from './publication.ts'
import { stylePath, stylesheet } from './style.ts'
import { wordsOf } from './words.ts'

export type Page = {
  publication: Publication
  /** Origin of the site, without a slash at its end. */
  siteUrl: string
  language: Language
  title: string
  description?: string
  /** The page's own path, for its canonical link; absent on pages made for one reader, which are not indexed. */
  path?: string
  /** The same page in other languages: path by language. */
  alternates?: Record<Language, string>
  /** More elements of the head. */
  head?: Html
  main: Html
}

/** The frame of every page: head, masthead, main, foot. Needs no script. */
export const pageShell = ({
  publication,
  language,
  title,
  main,
  head,
}: Page): Html => html`<html lang="${language}">
<head><meta charset="utf-8"><title>${title} – ${publication.names[language]}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${stylePath(stylesheet(publication.brand))}">${head}</head>
<body><header><a href="/${pathOf(language)}/">${publication.names[language]}</a></header>
<main>${main}</main><footer>${wordsOf(language).name}</footer></body></html>`
