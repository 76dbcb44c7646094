/** Type, links, and the frame of every page. */
export const baseCss = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-block: 2rem }
/* Arabic letters are smaller than Latin ones of one size, and have marks above and below. */
html[dir=rtl] { font-size: 106.25% }
body { margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1.0625rem/var(--leading) var(--text); line-break: strict; text-autospace: normal; text-spacing-trim: trim-start; overflow-wrap: break-word; -webkit-font-smoothing: antialiased }
main [lang] { font-family: var(--text); line-height: var(--leading) }
[dir=rtl] :is(em, i, cite) { font-style: normal; font-weight: 600 }
h1, h2, h3, h4 { font-family: var(--title); line-height: 1.35; margin: 2.2em 0 .7em; text-wrap: balance }
:is([lang|=zh], [lang|=ja]) :is(h1, h2, h3, h4, .lines li) { text-wrap: pretty }
/* Whose words are told apart, as in titles of the site. */
:is(h1, h2, h3, h4):has(.words) { text-wrap: balance }
[lang|=ja] :is(h1, h2, h3, h4, .lines li) { word-break: auto-phrase }
[lang|=ko] :is(h1, h2, h3, h4, .lines li) { word-break: keep-all }
h1 { font-size: clamp(1.85rem, 1.3rem + 2.3vw, 2.75rem); line-height: 1.28; margin: 0 0 .6em }
[dir=rtl] :is(h1, h2, h3, h4) { line-height: 1.5 }
h2 { font-size: 1.45rem }
h3 { font-size: 1.15rem }
:lang(en) :is(h1, h2, h3) { letter-spacing: -.012em }
p, ul, ol, dl { margin: 0 0 1.15em }
p { text-wrap: pretty }
:lang(zh) :is(em, i, cite) { font-style: normal }
:lang(zh) em { text-emphasis: filled dot; text-emphasis-position: under right }
img { display: block; max-width: 100%; height: auto }
picture { display: contents }
picture > source { display: none }
a { color: var(--accent); text-decoration-thickness: 1px; text-underline-offset: .22em }
a:hover { text-decoration-thickness: 2px }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 3px; border-radius: 2px }
::selection { background: var(--accent); color: var(--paper) }
.note { color: var(--muted); font-size: .875rem; line-height: 1.7 }
.whole { white-space: nowrap }
.words { word-break: keep-all; overflow-wrap: anywhere }
.skip { position: absolute; top: .6rem; inset-inline-start: -99rem; padding: .6rem 1rem; background: var(--ink); color: var(--paper); z-index: 1 }
.skip:focus { inset-inline-start: .6rem }
.top { border-top: 4px solid var(--ink) }
.top > div, .foot > div { max-width: 70rem; margin: auto; padding: 1.15rem 1.5rem; display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; justify-content: space-between }
.name { display: flex; align-items: center; gap: .65rem; font: 700 1.3rem/1.2 var(--title); color: var(--ink); text-decoration: none }
.name img { width: 1.85rem; height: 1.85rem }
.top:has(.front) > div { padding-block: 2.6rem 1rem; align-items: flex-end; row-gap: 1.2rem }
.front .name { margin: 0; font-size: clamp(2.4rem, 1.7rem + 3.4vw, 4rem); line-height: 1.1; gap: .3em }
.front .name img { width: .95em; height: .95em }
.front p { margin: .5rem 0 0; color: var(--muted); font-size: 1.1rem; line-height: 1.5 }
.top nav { display: flex; flex-wrap: wrap; gap: .25rem 1.4rem; font-size: .9375rem }
.top nav a, .foot a { color: var(--muted); text-decoration: none; padding: .3rem 0 }
.top nav a:not([hreflang]) + [hreflang] { border-inline-start: 1px solid var(--rule); padding-inline-start: 1.4rem }
.top nav [aria-current] { color: var(--ink); font-weight: 600 }
.top nav a:hover, .foot a:hover { color: var(--accent); text-decoration: underline }
/* A short page is as high as its window: the foot stands at its end. */
main { flex: 1 0 auto; padding: 2.5rem 1.5rem 5rem }
main > * { max-width: 40rem; margin-inline: auto }
main > .wide { max-width: 67rem }
.foot { background: var(--desk); color: var(--muted); font-size: .875rem; line-height: 1.8 }
.foot > div { padding-block: 2.4rem 3rem; align-items: flex-start }
.foot p { margin: 0; max-width: 34rem }
.foot nav { display: flex; gap: .25rem 1.4rem; flex-wrap: wrap }
.foot strong { color: var(--ink); font-weight: 600 }
@media (max-width: 30rem) { main { padding: 1.75rem 1.25rem 3.5rem } .top > div, .foot > div { padding-inline: 1.25rem } .top > div { gap: .3rem 1rem } .top:has(.front) > div { padding-block: 1.6rem .6rem; row-gap: .9rem } .top:has(.front) + main { padding-top: 1rem } .top nav { gap: .25rem .85rem; font-size: .9rem } .top nav a:not([hreflang]) + [hreflang] { border: 0; padding-inline-start: 0 } .name { font-size: 1.2rem; gap: .5rem } }
`
