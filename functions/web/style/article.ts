/** A stub: one article to read. */
export const articleCss = `
.crumbs { font-size: .9375rem; color: var(--muted); margin-block: 0 2.2rem; padding: 0 0 .8rem; border-bottom: 1px solid var(--rule) }
.crumbs a { color: var(--muted); text-decoration: none }
.crumbs a:hover { color: var(--accent); text-decoration: underline }
.crumbs strong { color: var(--ink); font-weight: 600 }
.kicker { display: block; color: var(--accent); font: 600 .9375rem/1.6 var(--text); letter-spacing: .04em; margin-bottom: .45rem }
.meta { color: var(--muted); font-size: .9375rem; margin: 0 0 2rem }
.lede { font-family: var(--lede); font-size: 1.2rem; line-height: 1.75; margin: 0 0 2.4rem; padding: 0 0 2.2rem; border-bottom: 1px solid var(--rule) }
:lang(en) .lede { line-height: 1.6 }
/* In a narrow column, Latin words would tear a justified line apart. */
@media (min-width: 42rem) { [lang|=zh] .body > p { text-align: justify } }
.errata { margin: 0 0 2.4rem; padding: 1.1rem 1.3rem; border: 1px solid var(--rule); border-inline-start: 4px solid var(--accent); font-size: .95rem; line-height: 1.7 }
.errata h2 { margin: 0 0 .3rem; font: 600 1rem/1.5 var(--text); letter-spacing: 0 }
.errata p { margin: 0 0 .5rem }
.errata p:last-child { margin: 0 }
.errata time { color: var(--muted) }
.body li { margin-bottom: .4em }
.body blockquote { margin: 1.6em 0; padding: 0; padding-inline-start: 1.3rem; border-inline-start: 3px solid var(--accent); color: var(--muted) }
.body hr { border: 0; border-top: 1px solid var(--rule); margin: 2.5em 0 }
.body code { font: .875em/1.5 ui-monospace, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace; background: var(--desk); padding: .12em .35em; border-radius: 3px }
.body pre { margin: 1.4em 0; padding: 1.1rem 1.3rem; background: var(--desk); overflow-x: auto; line-height: 1.55 }
.body pre code { padding: 0; background: none; line-height: inherit }
.body figure { margin: 2.2em 0 }
.body figure > * { margin-block: 0 }
figcaption, .caption { color: var(--muted); font-size: .9rem; line-height: 1.65 }
figcaption:first-child { margin-bottom: .7rem !important }
figcaption:last-child { margin-top: .7rem !important }
.caption { padding-inline-start: 1rem; border-inline-start: 3px solid var(--rule) }
.body > :is(.table, .scroll) { position: relative; left: 50%; transform: translateX(-50%); width: max-content; min-width: 100%; max-width: min(60rem, calc(100vw - 3rem)) }
.table figcaption { width: 0; min-width: 100% }
.scroll { overflow-x: auto;
background: linear-gradient(to right, var(--paper) 40%, transparent) left / 2.5rem 100% no-repeat local, linear-gradient(to left, var(--paper) 40%, transparent) right / 2.5rem 100% no-repeat local, linear-gradient(to right, var(--rule), transparent) left / .7rem 100% no-repeat scroll, linear-gradient(to left, var(--rule), transparent) right / .7rem 100% no-repeat scroll }
.body > .scroll { margin-block: 2em }
.formula { overflow-x: auto; margin: 1.3em 0; padding-block: .2em }
table { border-collapse: collapse; width: 100%; font-size: .875rem; line-height: 1.5; font-variant-numeric: tabular-nums; border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink) }
th, td { padding: .5rem .8rem; text-align: start; vertical-align: top; border-bottom: 1px solid var(--rule) }
th { font-weight: 600; border-bottom-color: var(--ink); vertical-align: bottom; min-width: 4.2em }
td { max-width: 22rem }
td:is(.right, .center) { white-space: nowrap }
/* On a phone a table scrolls rather than stacks its headings word by word. */
@media (max-width: 48rem) { table { width: max-content; min-width: 100% } th { max-width: 9.5em } td { max-width: min(22rem, 62vw) } }
td:first-child, th:first-child { padding-inline-start: 0 }
td:last-child, th:last-child { padding-inline-end: 0 }
.right { text-align: end } .center { text-align: center }
[dir=rtl] .body > :is(.table, .scroll) { left: auto; right: 50%; transform: translateX(50%) }
/* Code is written from left to right whatever the language; letters that join are not pulled apart. */
[dir=rtl] :is(pre, code) { direction: ltr; unicode-bidi: isolate; text-align: left }
[dir=rtl] .kicker { letter-spacing: 0 }
math { font-size: 1.06em }
math[display] { margin: 0 }
sup { line-height: 0; font-size: .72em; margin: 0 .1em }
sup a { text-decoration: none; padding: .3em .1em }
sup a::before { content: '[' } sup a::after { content: ']' }
.footnotes, .sources { margin-top: 3.2rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); font-size: .9rem; line-height: 1.65; color: var(--muted) }
:is(.footnotes, .sources) h2 { font: 600 1rem/1.5 var(--text); color: var(--ink); margin: 0 0 .8rem; letter-spacing: 0 }
.footnotes ol, .sources ul { padding: 0; padding-inline-start: 1.6rem; margin: 0 }
.footnotes li { margin-bottom: .55rem; padding-inline-start: .2rem; overflow-wrap: anywhere }
.footnotes p { margin: 0; display: inline }
.sources ul { list-style: none; padding: 0 }
.sources li { margin-bottom: .5rem }
.short { display: none; align-items: center; gap: 1.1rem; margin-top: 3rem }
.short svg { width: 6.5rem; height: 6.5rem; flex: none; border-radius: 4px }
.short p { margin: 0; min-width: 0; color: var(--muted); font-size: .875rem; line-height: 1.6; overflow-wrap: anywhere }
.short a { display: block; color: var(--ink); font-size: .9375rem; text-decoration-color: var(--rule) }
:target { background: var(--desk); box-shadow: 0 0 0 .35rem var(--desk) }
.hero { width: 100%; margin: 0 0 2.4rem }
.beside { margin-top: 2.4rem }
.beside h2 { margin: 0 0 .5rem; font: 600 1rem/1.5 var(--text); color: var(--muted); letter-spacing: 0 }
.beside ul { list-style: none; margin: 0; padding: 0 }
.beside li { padding: .6rem 0; border-top: 1px solid var(--rule) }
.beside a { color: var(--ink); font: 600 1.02rem/1.55 var(--title); text-decoration: none }
.beside a:hover { color: var(--accent); text-decoration: underline }
.around { margin-top: 3.5rem; display: grid; grid-template-columns: 1fr 1fr; gap: 1rem }
.around a { padding: 1.1rem 1.3rem; background: var(--desk); border-top: 2px solid var(--ink); color: var(--ink); text-decoration: none; font: 600 1.02rem/1.55 var(--title) }
.around a:hover { color: var(--accent) }
.around a:last-child { grid-column: 2; text-align: end }
.around a:first-child:not([rel=next]) { grid-column: 1; text-align: start }
.around .label { display: block; font: 400 .875rem/1.7 var(--text); color: var(--muted) }
@media (max-width: 30rem) { .around { grid-template-columns: 1fr } .around a:nth-child(n) { grid-column: 1; text-align: start } .body > :is(.table, .scroll) { max-width: 100% } }
`
