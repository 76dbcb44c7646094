import { directionOf } from '../../emails/direction.ts'
import type { Language } from '../publication/language.ts'
import { type Html, html } from './html.ts'

export type HtmlDocument = {
  language: Language
  title: string
  /** More elements of the head. */
  head: Html
  /** What the link says that leads past everything to the text. */
  skip: string
  top: Html
  main: Html
  foot: Html
}

/** The frame of whatever is a page, in light and dark, on a phone and a desktop: head, top, main, foot. Needs no script. */
export const htmlDocument = ({ language, title, head, skip, top, main, foot }: HtmlDocument): Html =>
  html`<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${head}</head>
<body>
<a class="skip" href="#main">${skip}</a>
${top}
<main id="main">
${main}
</main>
${foot}
</body>
</html>
`
