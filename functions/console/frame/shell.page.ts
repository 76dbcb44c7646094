import type { Publication } from '../../publication/publication.ts'
import { type Html, html } from '../../web/html.ts'
import { consolePath, importsPath } from '../settings.ts'
import type { ConsoleLanguage } from '../words/languages.ts'
import { consoleLanguages } from '../words/languages.ts'

export type Frame = {
  publication: Publication
  language: ConsoleLanguage
  /** Paths of the style sheet and of the script. */
  assets: { style: string; script: string }
  /** The console's path that is shown. */
  path: string
  title: string
  main: Html
  /** More elements of the head. */
  head?: Html
  /** Who is signed in, with their role in words; absent on the pages before. */
  who?: { by: string; role: string }
}

/** The parts of the console, in the order of its navigation. */
export const parts = ['overview', 'issues', 'sends', 'readers', 'service'] as const
type Part = (typeof parts)[number]
export const pathOfPart = (part: Part): string =>
  part === 'overview' ? consolePath : `${consolePath}/${part}`

/** The frame of every page of the console. Works without script, which makes live parts live and opens the palette. */
export const consoleShell = (frame: Frame): Html => {
  const { publication, language, assets, title, main, who } = frame
  const name = nameOf(publication, language)
  return html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} – ${name}</title>
<link rel="stylesheet" href="${assets.style}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<script src="${assets.script}" defer></script>
${frame.head}</head>
<body class="${who ? 'console' : 'console before'}">
<a class="skip" href="#main">${consoleLanguages[language].nav.skip}</a>
${who && side(frame, name)}
<main id="main">
${main}
</main>
</body>
</html>
`
}

/** The publication's name, in the console's language if it has that. */
export const nameOf = ({ names, languages }: Publication, language: string): string =>
  names[language] ?? names[languages[0]!]!

const side = ({ path, language, who }: Frame, name: string): Html => {
  const words = consoleLanguages[language].nav
  const link = (part: Part) =>
    html`<li><a href="${pathOfPart(part)}"${isWithin(path, part) && html` aria-current="page"`}>${words[part]}</a></li>`
  return html`<header class="side" data-imports="${importsPath}" data-dropped="${consoleLanguages[language].importing.dropped}">
<a class="name" href="${consolePath}"><img src="/favicon.svg" alt="" width="28" height="28">${name}</a>
<a class="go" href="${consolePath}/go" data-go="${words.go}" title="${words.goNote}">${words.go} <kbd>⌘K</kbd></a>
<nav aria-label="${words.label}"><ul>${parts.map(link)}</ul></nav>
<div class="who">
<p><span>${who!.by}</span><small>${who!.role}</small></p>
<form method="post" action="${consolePath}/language">${Object.entries(consoleLanguages).map(
    ([tag, { name: itsName }]) =>
      tag !== language &&
      html`<button class="plain" name="language" value="${tag}" lang="${tag}">${itsName}</button>`,
  )}<input type="hidden" name="to" value="${path}"></form>
<form method="post" action="${consolePath}/sign-out"><button class="plain">${words.signOut}</button></form>
<a href="/">${words.site}</a>
</div>
</header>`
}

const isWithin = (path: string, part: Part): boolean =>
  part === 'overview'
    ? path === consolePath
    : path === pathOfPart(part) || path.startsWith(`${pathOfPart(part)}/`)
