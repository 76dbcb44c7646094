/**
 * The style of a book. It sets neither the colour nor the typeface of a text, so that a reader's own choice of them, light or dark, holds;
 * reading systems scale its sizes. Direction is said by attributes, as EPUB 3.3, §6.3.1.2 wants it.
 */
export const bookCss = `body { line-height: 1.6; overflow-wrap: break-word }
body:lang(zh), body:lang(ja), body:lang(ko), body:lang(ar), body:lang(fa) { line-height: 1.8 }
h1, h2, h3, h4 { line-height: 1.35; break-after: avoid; page-break-after: avoid; hyphens: none }
h1 { font-size: 1.7em; margin: 0 0 .6em }
h2 { font-size: 1.25em; margin: 1.8em 0 .6em }
h3, h4 { font-size: 1.05em; margin: 1.4em 0 .5em }
p { margin: 0 0 .9em }
img { max-width: 100%; height: auto }
figure { margin: 1.6em 0; break-inside: avoid; page-break-inside: avoid }
figcaption, .caption { font-size: .88em; margin: .5em 0 }
.cover { text-align: center; margin: 0 }
.cover img { max-width: 100%; max-height: 98vh; max-height: 98svh; object-fit: contain }
.titles { text-align: center }
.titles .cover img { max-height: 55vh }
.titles .series { font-size: 1.6em; font-weight: 700; margin: 1em 0 }
.titles h1 { font-size: 2em; margin: 1em 0 .3em }
.titles ul { list-style: none; margin: 2em 0 0; padding: 0 }
.titles li { margin: .6em 0 }
.crumbs, .meta, .where, .signed .role { font-size: .88em; opacity: .75 }
.crumbs { margin: 0 0 1.4em }
.kicker { display: block; font-size: .58em; font-weight: 600; margin-bottom: .3em; opacity: .75 }
.lede { font-size: 1.1em; padding-bottom: 1em; border-bottom: 1px solid rgba(128, 128, 128, .5); margin-bottom: 1.4em }
.hero { display: block; margin: 0 0 1.4em }
.errata { border: 1px solid rgba(128, 128, 128, .5); padding: .8em 1em; margin: 0 0 1.4em; font-size: .92em }
.errata h2, .sources h2, .footnotes h2 { font-size: 1em; margin: 0 0 .5em }
.sources, .footnotes { border-top: 1px solid rgba(128, 128, 128, .5); margin-top: 2.2em; padding-top: 1em; font-size: .88em }
.footnotes ol { padding: 0; padding-inline-start: 1.6em; margin: 0 }
.footnotes p { margin: 0 0 .3em }
.sources ul, nav ol { list-style: none; padding: 0; margin: 0 }
nav ol ol { margin: .4em 0 1.4em; padding-inline-start: 1em }
nav li { margin: .5em 0 }
nav a { text-decoration: none; color: inherit }
nav > ol > li > a { font-weight: 700 }
.brief { margin-bottom: 1.8em }
.brief h2 { margin: 0 0 .3em }
.signed strong, .signed .role { display: block }
.signed img { width: 4em; float: inline-start; margin-inline-end: 1em }
.colophon { font-size: .92em }
blockquote { margin: 1.2em 0; padding-inline-start: 1em; border-inline-start: 3px solid rgba(128, 128, 128, .5) }
blockquote.pull { border: 0; padding: 0; font-size: 1.25em; font-weight: 600 }
.by { font-size: .88em }
.task { list-style: none }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .85em; line-height: 1.45; text-align: left; border: 1px solid rgba(128, 128, 128, .5); padding: .7em }
code { font-size: .9em }
pre code { font-size: 1em }
.scroll { overflow-x: auto }
table { border-collapse: collapse; font-size: .85em; line-height: 1.4; border-top: 2px solid; border-bottom: 1px solid; margin: 1em 0 }
th, td { text-align: start; vertical-align: top; padding: .35em .6em; border-bottom: 1px solid rgba(128, 128, 128, .5) }
.right { text-align: end }
.center { text-align: center }
sup { line-height: 0; font-size: .72em }
.whole { white-space: nowrap }
.words { word-break: keep-all; overflow-wrap: anywhere }
:lang(zh) em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right }
`
