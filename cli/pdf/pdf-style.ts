import { lightPalette } from '../../emails/palette.ts'
import type { Source } from '../../functions/edition/model/edition.ts'
import { printStylesheet, stylesheet } from '../../functions/web/style.ts'
import { fontsOfPaper } from './fonts.ts'
import { margins, type Paper, papers } from './paper.ts'
import { pageName, runningHeads } from './running-heads.ts'
import type { Run } from './runs.ts'

/** The style of the document: that of the site, on paper, and what makes its pages one magazine. */
export const pdfCss = (source: Source, runs: readonly Run[], paper: Paper): string => {
  const { publication, language } = source
  const { width, height } = papers[paper]
  const { text, title } = fontsOfPaper(language)
  const { accent } = lightPalette(publication.brand)
  return `${stylesheet(publication.brand)}
${printStylesheet}
@page { size: ${width}mm ${height}mm; margin: ${margins.above}mm ${margins.beside}mm ${margins.below}mm }
${runningHeads(source, runs, text)}
:root:root { --text: ${text}; --title: ${title}; --lede: ${title}; --accent: ${accent} }
body, :root .body { font-size: 9.8pt; line-height: 1.48 }
:root:is([lang|=zh], [lang|=ja], [lang|=ko]) :is(body, .body) { font-size: 9.6pt; line-height: 1.75 }
:root[dir=rtl] :is(body, .body) { font-size: 11pt; line-height: 1.7 }
main { padding: 0 }
/* The outline takes its words from what is drawn: a space at a line’s end is. */
:is(h1, h2, h3, h4) { white-space: pre-wrap; break-inside: avoid }
.body p { margin-bottom: .7em }
.meta, .crumbs, .kicker { font-size: 9pt }
table, [dir=rtl] table { width: 100%; font-size: 8.2pt }
:is(th, td):nth-child(n) { min-width: 3em; max-width: none; padding: 1mm 1.6mm }
figcaption { font-size: 8.5pt }
${runs.map((_, at) => `.${pageName(at)} { page: ${pageName(at)} }`).join('\n')}
.front { page: front; height: ${height - 0.5}mm; overflow: hidden }
.front.whole > img { width: 100%; height: 100%; max-height: none }
.front.set { display: flex; flex-direction: column; padding: 18mm ${margins.beside}mm; border-top: 8mm solid var(--accent) }
.front .series { font: 700 46pt/1.15 var(--title); margin: 0 0 4mm }
.front > img { flex: 0 1 auto; min-height: 0; max-height: 130mm; width: auto; object-fit: contain; margin: 4mm auto }
.front .titles { margin-top: auto }
.front h1 { font-size: 26pt; margin: 0 }
.front .period { margin: 1mm 0 0; color: var(--muted); font-size: 11pt }
.front .lines { margin-top: 5mm; font-size: 12pt }
.front .lines li { padding: 2mm 0; font-size: 12pt; line-height: 1.45 }
.front .lines li:first-child { font-size: 15pt }
.front .by-whom { margin: 8mm 0 0; color: var(--muted) }
.contents { page: contents; break-before: page }
.contents > h2 { position: static; font-size: 26pt; margin: 0 0 6mm }
.contents section { padding: 4mm 0 5mm }
.contents section > header h3 { font-size: 15pt; margin: 0 0 2mm }
.contents li { padding: 1.8mm 0; grid-template-columns: 1fr 2.2rem }
.contents li > a, .contents li .page { font-size: 11.5pt }
.contents li p { font-size: 9pt; line-height: 1.5 }
.contents .brief > a, .contents .brief .page { font-size: 10.5pt }
.letter { page: letter; padding: 0 }
.letter > h2 { font-size: 26pt; margin: 0 0 6mm }
.letter .body { max-width: none }
.run { break-before: page }
.where { color: var(--accent); font: 600 9.5pt/1.5 var(--text); margin: 0 0 5mm; padding: 0 0 2mm; border-bottom: .5mm solid var(--accent) }
article > header { margin-bottom: 5mm; padding-bottom: 3mm; break-inside: avoid; break-after: avoid }
.meta { break-before: avoid; break-after: avoid }
article > header:has(+ .hero) { margin-bottom: 4mm }
.lede { font-size: 12.5pt; margin-bottom: 3mm }
.hero { margin-bottom: 6mm }
.short-article { margin: 0 0 7mm }
.short-article h1 { font-size: 15pt; line-height: 1.3; margin: 0 0 2mm }
.short-article > header { border: 0; padding: 0; margin-bottom: 2.5mm }
.short-article .lede { font-size: 11pt; line-height: 1.5; margin: 0 0 2mm }
.short-article :is(.body, .hero, .sources) { margin-bottom: 3mm }
.short-article .hero { max-height: 60mm }
.short-article + .short-article { border-top: 1px solid var(--rule); padding-top: 5mm }
.sources, .body > .footnotes { margin-top: 6mm; padding-top: 3mm; font-size: 8.2pt }
.sources li { margin-bottom: 1mm }
.colophon { break-before: page; display: flex; flex-direction: column; justify-content: flex-end; min-height: 200mm }
.colophon p { margin: 0 0 1mm; max-width: none }
.colophon .short { margin-top: 6mm }
`
}
