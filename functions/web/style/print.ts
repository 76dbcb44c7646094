import type { Language, Localized } from '../../publication/language.ts'

/**
 * A printed page, whatever the screen's theme: black on white, in columns where the paper is wide enough, without
 * interactive elements, with the page's address and a 25 mm QR code that leads back to it.
 */
export const printCss = `
@page { margin: 20mm 18mm 22mm; @bottom-center { content: counter(page); font: 9pt Georgia, serif } }
@media print {
:root:root { color-scheme: light; --ink: #000; --muted: #333; --rule: #999; --paper: #fff; --desk: #fff; --accent: #000 }
body { display: block; min-height: 0; font-size: 10pt; line-height: 1.5 }
:is([lang|=zh], [lang|=ja], [lang|=ko], [dir=rtl]) body { line-height: 1.7 }
.skip, .top nav, .foot nav, .sign-up, .around, .beside, .book, [data-footnote-backref] { display: none }
.top > div, .foot > div, main { padding-inline: 0 }
main { padding-block: 6mm 0 }
main > *, main > .wide, .top > div, .foot > div { max-width: none }
h1 { font-size: 24pt }
.opening :is(h1, h2) { font-size: 30pt }
h1, h2, h3, h4, figcaption:first-child { break-after: avoid }
figure, pre, tr, img, blockquote, .short, .contents li, .signed { break-inside: avoid }
thead { display: table-header-group }
p { orphans: 3; widows: 3 }
.body :is(h2, h3) { margin-top: 1.2em }
.body > :is(.table, .scroll, .wide), .hero.wide { position: static; transform: none; width: auto; min-width: 0; max-width: none }
.scroll { overflow: visible; background: none }
.body pre { overflow: visible; white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid var(--rule) }
.body a { text-decoration: none }
.body img, .hero { max-height: 110mm; width: auto; margin-inline: auto }
:is(.sources a, .go)[href^=http]::after { content: ' ' attr(href); font-size: .85em; overflow-wrap: anywhere }
.cover img { max-height: 120mm }
.letter, .contents { break-before: page }
.short { display: flex; border-top: 1px solid var(--rule); padding-top: 5mm }
.short svg { width: 25mm; height: 25mm }
.foot { margin-top: 6mm; font-size: 8.5pt }
.foot > div { padding-block: 0 }
}
@media print and (min-width: 150mm) {
article > .body { columns: 2; column-gap: 8mm; hyphens: auto }
:is([lang|=zh], [lang|=ja]) article > .body { text-align: justify }
article > .body > :is(.table, .scroll, .wide, pre, .formula, .footnotes, figure:has(pre)) { column-span: all; text-align: start }
.body > .footnotes { margin-top: 8mm; font-size: 8.5pt; line-height: 1.45 }
.body > .footnotes ol { columns: 2; column-gap: 8mm }
.contents section { display: block }
.contents section > header { break-after: avoid }
.contents section > header img { aspect-ratio: 7 / 1 }
.contents section ol { columns: 2; column-gap: 8mm }
}
`

/** What each page but the first bears at its top: the publication's name in the language of the page. */
export const runningHeads = (names: Localized, languages: readonly Language[]): string =>
  languages
    .map(
      (language) =>
        `@page ${language} { @top-center { content: ${cssString(names[language]!)}; font: 9pt Georgia, serif; letter-spacing: .06em } }
@page ${language}:first { @top-center { content: none } }
@media print { [lang=${language}] body { page: ${language} } }`,
    )
    .join('\n')

/** A name as a string of CSS, whatever is in it (CSS Syntax 3, §4.3.7). */
export const cssString = (text: string): string =>
  `"${text.replace(/[^\p{L}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`
