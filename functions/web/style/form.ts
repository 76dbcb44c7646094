/** The forms for sign-up and preferences, and their answers. */
export const formCss = `
.sign-up { margin-top: 4rem; padding: 1.9rem 2rem 1.7rem; background: var(--desk); border-top: 3px solid var(--accent) }
main:has(> .wide) > .sign-up { max-width: 67rem }
.wide ~ .sign-up > * { max-width: 40rem }
.sign-up h2 { margin: 0 0 .4rem; font-size: 1.35rem }
.sign-up p { margin-bottom: .9rem }
.sign-up .row { display: flex; flex-wrap: wrap; gap: .7rem }
.sign-up .row input { flex: 1 1 14rem }
.sign-up .note { margin: 1rem 0 0 }
.sign-up label { display: block; font-weight: 600; font-size: .9375rem; margin-bottom: .3rem }
.form { margin-top: 2rem }
.field { margin-bottom: 1.7rem }
.field > label, legend { font-weight: 600; padding: 0; margin-bottom: .45rem; display: block }
input:is([type=email], [type=text], [type=search], [type=date]), select { width: 100%; min-height: 3rem; padding: .6rem .85rem; font: inherit; line-height: 1.4; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 4px }
[dir=rtl] input[type=email] { direction: ltr; text-align: right }
input:focus-visible, select:focus-visible { outline-offset: 0 }
:is([type=date], [type=datetime-local]):focus-within { outline: 3px solid var(--accent) }
:is(input, select)[aria-invalid=true] { border: 2px solid var(--problem) }
select { appearance: none; padding-inline-end: 2.6rem; text-overflow: ellipsis; cursor: pointer; background: conic-gradient(from -45deg at 50% 100%, currentColor 90deg, transparent 0) calc(100% - 1rem) 50% / .7rem .35rem no-repeat var(--paper) }
[dir=rtl] select { background-position: 1rem 50% }
@media (forced-colors: active) { select { appearance: auto } }
.field .note { margin: .45rem 0 0 }
.more { margin-block: 0 1.7rem; border-block: 1px solid var(--rule) }
.more summary { padding: .7rem 0; color: var(--accent); font-weight: 600; cursor: pointer }
.more > div { padding-top: .7rem }
.more > div > :last-child { margin-bottom: 1.2rem }
:root { --problem: #b3261e }
@media (prefers-color-scheme: dark) { :root { --problem: #ff9c92 } }
.choices { border: 0; margin: 0 0 1.7rem; padding: 0; display: flex; flex-wrap: wrap; gap: .15rem 1.6rem }
.choices label { display: flex; align-items: center; gap: .55rem; min-height: 2.6rem; cursor: pointer }
.choices input { width: 1.15rem; height: 1.15rem; margin: 0; accent-color: var(--accent) }
.answers { display: flex; flex-wrap: wrap; gap: .8rem; margin: 0 } .answers > * { flex: 0 1 13rem } .answers .button { width: 100% }
.choices .note, .choices .problem { flex-basis: 100%; margin: .1rem 0 0 }
.problem { color: var(--problem); font-size: .9375rem; margin-block: .45rem 0; font-weight: 600 }
.problems { margin-bottom: 1.7rem; padding: .8rem 1rem; border-inline-start: 4px solid var(--problem); background: var(--desk) }
.problems p { margin: 0; color: var(--problem); font-weight: 600 }
.problems ul { margin: .4rem 0 0; padding-inline-start: 1.2rem }
p.note[role=status] { padding: .8rem 1rem; border-inline-start: 4px solid var(--accent); background: var(--desk); color: var(--ink); font-size: 1rem }
.button { min-height: 3rem; text-wrap: balance; padding: .6rem 1.7rem; font: 600 1rem/1.4 var(--text); color: var(--paper); background: var(--accent); border: 1px solid transparent; border-radius: 4px; cursor: pointer }
.button:hover { background: var(--ink) }
button.link { padding: 0; font: inherit; text-align: start; color: var(--accent); background: none; border: 0; cursor: pointer; text-decoration: underline 1px; text-underline-offset: .22em }
button.link:hover { text-decoration-thickness: 2px }
a.button { display: inline-block; text-decoration: none; text-align: center }
.buttons { display: flex; flex-wrap: wrap; gap: .7rem }
:is(main > h2 ~ .form, .quiet) .button { color: var(--accent); background: none; border-color: currentColor }
:is(main > h2 ~ .form, .quiet) .button:hover { color: var(--ink) }
main > h2 ~ .form { margin-top: 0 }
main > dl { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: .4rem 1.5rem; padding: 1.1rem 1.3rem; background: var(--desk) }
dt { color: var(--muted) } dd { margin: 0; font-weight: 600; min-width: 0; overflow-wrap: anywhere }
form.search { margin-bottom: 1.6rem }
.search label { display: block; font-weight: 600; font-size: .9375rem; margin-bottom: .3rem }
.search .row { display: flex; flex-wrap: wrap; gap: .7rem }
.search .row input { flex: 1 1 14rem }
.found { list-style: none; margin-block: 0; padding: 0 }
.found li { padding: 1.2rem 0; border-top: 1px solid var(--rule) }
.found a { display: block; font: 700 1.2rem/1.5 var(--title); color: var(--ink); text-decoration: none }
.found a:hover { color: var(--accent); text-decoration: underline }
.found p { margin: .25rem 0 0; font-size: .9375rem; line-height: 1.7 }
.found .kicker { margin: 0; font-size: .875rem }
mark { background: none; color: var(--accent); font-weight: 700; text-decoration: underline; text-decoration-thickness: 2px; text-underline-offset: .2em }
@media (max-width: 30rem) { main > dl { display: block } dt { font-size: .9375rem } dd + dt { margin-top: .6rem } :is(.search, .form) .button { width: 100% } .answers > * { flex-basis: 100% } .sign-up { margin-inline: -1.25rem; padding: 1.6rem 1.25rem } .sign-up .button { width: 100% } main:has(> .sign-up:last-child) { padding-bottom: 0 } main:has(> .sign-up:last-child) + .foot { border-top: 1px solid var(--rule) } }
`
