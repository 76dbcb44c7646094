/** A text to read: its paragraphs, headings, lists, quotations, pictures, tables, code and notes. */
export const bodyCss = `
@media (min-width: 48rem) { .body { font-size: 1.1875rem } :is([lang|=zh], [lang|=ja], [lang|=ko]) .body { font-size: 1.125rem } }
[dir=rtl] .body { font-size: 1.125rem }
@media (min-width: 48rem) { [dir=rtl] .body { font-size: 1.25rem } }
.body > :first-child { margin-top: 0 }
/* In a narrow column, Latin words would tear a justified line apart. */
@media (min-width: 42rem) { [lang|=zh] .body > p { text-align: justify } }
[lang|=de] :is(h1, h2, h3, .body p, .body li) { hyphens: auto; hyphenate-limit-chars: 9 4 4 }
.body h2 { font-size: 1.4em; margin: 2em 0 .6em }
.body h3 { font-size: 1.15em; margin: 1.8em 0 .5em }
.body h4 { font: 600 1em/1.5 var(--text); letter-spacing: 0; margin: 1.6em 0 .3em }
.body :is(h2, h3, h4) + :is(h3, h4) { margin-top: 0 }
.body :is(ul, ol) { padding-inline-start: 1.5em }
.body li { margin-bottom: .45em }
.body li > :is(ul, ol) { margin: .45em 0 0 }
.body li > p { margin-bottom: .5em }
.body li::marker { color: var(--muted); font-variant-numeric: tabular-nums }
.body .task { list-style: none; margin-inline-start: -1.5em; padding-inline-start: 1.5em; text-indent: -1.5em }
.body .task > * { text-indent: 0 } .body .task > p:first-child { text-indent: -1.5em }
:is([lang|=fa], [lang|=ps]) .body ol { list-style-type: persian }
[lang|=ckb] .body ol { list-style-type: arabic-indic }
.body blockquote { margin: 1.6em 0; padding: 0; padding-inline-start: 1.3rem; border-inline-start: 3px solid var(--accent); font-family: var(--lede) }
.body blockquote > :last-child { margin-bottom: 0 }
.body .by { margin-top: -.5em; color: var(--muted); font: .875em/1.6 var(--text) }
.body .pull { margin: 2.2em 0; padding: 1.1em 0; border: 0; border-block: 2px solid var(--ink); font: 700 1.45em/1.35 var(--title); text-align: center; text-wrap: balance }
:is([lang|=zh], [lang|=ja]) .pull { font-size: 1.3em; line-height: 1.55 }
[dir=rtl] .pull { line-height: 1.65 }
.body hr { height: auto; margin: 2.2em 0; border: 0; color: var(--muted); text-align: center }
.body hr::before { content: '•\\2003•\\2003•'; font-size: .9em }
.body code { font: .875em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; background: var(--desk); padding: .12em .35em; border-radius: 3px }
.body pre { margin: 1.5em 0; padding: 1.1rem 1.3rem; background: var(--desk); overflow-x: auto; font-size: 1rem; line-height: 1.55; tab-size: 4 }
.body pre code { padding: 0; background: none; line-height: inherit }
.body :is(figure, p.wide) { margin: 2.2em 0 }
.body figure > * { margin-block: 0 }
.body :is(figure, p) img { margin-inline: auto }
figcaption, .caption { color: var(--muted); font-size: .9rem; line-height: 1.65 }
figcaption:first-child { margin-bottom: .7rem !important }
figcaption:last-child { margin-top: .7rem !important }
.caption { padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule) }
.wide > figcaption { max-width: 40rem; margin-inline: auto }
.hero { width: auto; max-height: 36rem; margin: 0 auto 2.4rem }
@media screen {
.body > :is(.table, .scroll, .wide), .hero.wide { position: relative; left: 50%; transform: translateX(-50%); max-width: min(60rem, calc(100vw - 3rem)) }
.body > :is(.table, .scroll) { width: max-content; min-width: 100% }
.body > .wide, .hero.wide { width: 60rem }
.wide > img, .wide > picture > img { width: 100% }
.hero.wide { max-height: none; margin-inline: 0 }
[dir=rtl] :is(.body > :is(.table, .scroll, .wide), .hero.wide) { left: auto; right: 50%; transform: translateX(50%) }
}
@media screen and (max-width: 30rem) {
.body > :is(.table, .scroll) { max-width: 100% }
.body > .wide, .hero.wide { width: 100vw; max-width: 100vw }
.wide > figcaption { padding-inline: 1.25rem }
.body > :is(pre, .formula), .body > figure > pre { margin-inline: -1.25rem; padding-inline: 1.25rem }
}
.table figcaption { width: 0; min-width: 100% }
.scroll { overflow-x: auto;
background: linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local, linear-gradient(to right, var(--rule), transparent) left / .7rem 100% no-repeat scroll, linear-gradient(to left, var(--rule), transparent) right / .7rem 100% no-repeat scroll }
.body > .scroll { margin-block: 2em }
.formula { overflow-x: auto; margin: 1.3em 0; padding-block: .2em }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.5; font-variant-numeric: tabular-nums; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink) }
[dir=rtl] table { font-size: 1rem; line-height: 1.6 }
th, td { padding: .5rem .8rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule) }
th { font-weight: 600; border-bottom-color: var(--ink); vertical-align: bottom; min-width: 4.2em }
td { max-width: 22rem }
td:is(.right, .center) { white-space: nowrap }
/* On a phone a table scrolls rather than stacks its headings word by word. */
@media (max-width: 48rem) { table { width: max-content; min-width: 100% } th { max-width: 9.5em } td { max-width: min(22rem, 62vw) } }
td:first-child, th:first-child { padding-inline-start: 0 }
td:last-child, th:last-child { padding-inline-end: 0 }
.right { text-align: end } .center { text-align: center }
/* Code is written from left to right whatever the language; letters that join are not pulled apart. */
[dir=rtl] :is(pre, code) { direction: ltr; unicode-bidi: isolate; text-align: left }
[dir=rtl] .kicker { letter-spacing: 0 }
math { font-size: 1.06em }
math[display] { margin: 0 }
sup { line-height: 0; font-size: .72em; margin: 0 .1em }
/* No line begins with a note's number. */
sup::before { content: '\\2060' }
sup a { text-decoration: none; padding: .3em .1em }
sup a::before { content: '[' } sup a::after { content: ']' }
.footnotes, .sources { margin-top: 3.2rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); font-size: .9rem; line-height: 1.65; color: var(--muted) }
.body :is(.footnotes, .sources) h2, .sources h2 { font: 600 1rem/1.5 var(--text); color: var(--ink); margin: 0 0 .8rem; letter-spacing: 0 }
.body .footnotes ol, .sources ul { padding: 0; padding-inline-start: 1.6rem; margin: 0 }
.footnotes li { margin-bottom: .55rem; padding-inline-start: .2rem; overflow-wrap: anywhere }
.body .footnotes p { margin: 0; display: inline }
.sources ul { list-style: none; padding: 0 }
.sources li { margin-bottom: .5rem }
`
