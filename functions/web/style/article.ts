/** A stub: one article to read. */
export const articleCss = `
.crumbs { font-size: .9375rem; color: var(--muted); margin-block: 0 2.2rem; padding: 0 0 .8rem; border-bottom: 1px solid var(--rule) }
.crumbs a { color: var(--muted); text-decoration: none }
.crumbs a:hover { color: var(--accent); text-decoration: underline }
.crumbs strong { color: var(--ink); font-weight: 600 }
.kicker { display: block; color: var(--accent); font: 600 .9375rem/1.6 var(--text); letter-spacing: .04em; margin-bottom: .45rem }
.meta { color: var(--muted); font-size: .9375rem; margin: 0 0 2rem }
.lede { font-family: var(--lede); font-size: clamp(1.2rem, 1.05rem + .6vw, 1.4rem); line-height: 1.75; margin: 0 0 1.1rem }
:lang(en) .lede { line-height: 1.5 }
article > header { margin-bottom: 2.4rem; padding-bottom: 1.3rem; border-bottom: 1px solid var(--rule) }
article > header > .meta:last-child { margin: 0 }
article > header:has(+ .hero, + picture) { border: 0; padding: 0; margin-bottom: 1.8rem }
.errata { margin: 0 0 2.4rem; padding: 1.1rem 1.3rem; border: 1px solid var(--rule); border-inline-start: 4px solid var(--accent); font-size: .95rem; line-height: 1.7 }
.errata h2 { margin: 0 0 .3rem; font: 600 1rem/1.5 var(--text); letter-spacing: 0 }
.errata p { margin: 0 0 .5rem }
.errata p:last-child { margin: 0 }
.errata time { color: var(--muted) }
.short { display: none; align-items: center; gap: 1.1rem; margin-top: 3rem }
.short svg { width: 6.5rem; height: 6.5rem; flex: none; border-radius: 4px }
.short p { margin: 0; min-width: 0; color: var(--muted); font-size: .875rem; line-height: 1.6; overflow-wrap: anywhere }
.short a { display: block; color: var(--ink); font-size: .9375rem; text-decoration-color: var(--rule) }
:target { background: var(--desk); box-shadow: 0 0 0 .35rem var(--desk) }
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
@media (max-width: 30rem) { .around { grid-template-columns: 1fr } .around a:nth-child(n) { grid-column: 1; text-align: start } }
`
