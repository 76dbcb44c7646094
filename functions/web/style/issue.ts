/** An issue's page, with its printed contents, and the archive. */
export const issueCss = `
.cover { display: block; margin-bottom: 2.4rem }
.cover img { margin-inline: auto; width: auto; max-width: 100%; max-height: 50rem }
.opening { display: grid; grid-template-columns: 17rem 1fr; gap: 1rem 3rem; margin-bottom: 3.5rem; align-items: start }
.opening h1, .opening h2 { margin: 0; font-size: clamp(2.3rem, 1.6rem + 2.6vw, 3.3rem); line-height: 1.2 }
.opening h2 a { color: inherit; text-decoration: none }
.opening.titled { grid-template-columns: 1fr }
.opening.titled .lines a { color: inherit; font-weight: 700; text-decoration: none }
.latest { grid-template: 'head lines' auto 'onward lines' 1fr / 17rem 1fr }
.latest > div { grid-area: head } .latest .lines { grid-area: lines } .latest .onward { grid-area: onward; margin: 0 }
.latest.titled { grid-template: 'head' 'lines' 'onward' / 1fr }
@media (min-width: 48rem) { .latest.titled:not(:has(.lines)) { grid-template: 'head onward' / 1fr auto; align-items: end; margin-bottom: 2.4rem } }
.latest .kicker { margin: 0 0 .5rem }
.latest .go { margin: 0 }
.latest .lines li:last-child { border: 0 }
.opening .period { color: var(--muted); margin: .3rem 0 0 }
.lines { list-style: none; margin: 0; padding: 0; font: 1.1rem/1.65 var(--lede) }
.lines li { padding: .75rem 0; border-bottom: 1px solid var(--rule) }
[lang|=en] .lines li { text-wrap: balance }
.lines a { color: inherit; font-weight: 700; text-decoration: none }
.lines a:hover { color: var(--accent); text-decoration: underline }
.lines p { margin: .1rem 0 0; font: 1rem/1.65 var(--text) }
.lines p:only-child { font: 1.2rem/1.6 var(--lede) }
.lines li:first-child { font-size: 1.5rem; font-weight: 700; line-height: 1.45; padding-top: .25rem }
.cards { list-style: none; margin: 0 0 2.6rem; padding: 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr)); gap: 2.4rem 2rem }
/* One, two or four features are not left in a row of three. */
@media (min-width: 48rem) { .cards:has(> .lead + :last-child), .cards:has(> :nth-child(3):last-child), .cards:has(> :nth-child(5):last-child) { grid-template-columns: 1fr 1fr } }
.card { position: relative }
.card img { width: 100%; aspect-ratio: 16 / 9; object-fit: contain; background: var(--desk); margin-bottom: .9rem }
.card h3 { margin: 0; font-size: 1.3rem; line-height: 1.4 }
.card a { color: inherit; text-decoration: none }
.card a::after { content: ''; position: absolute; inset: 0 }
.card:hover a { color: var(--accent); text-decoration: underline }
.card .kicker { margin: 0 0 .2rem; font-size: .875rem }
.card p { margin: .4rem 0 0; font-size: .9688rem; line-height: 1.7 }
.card .meta { margin-top: .3rem; color: var(--muted); font-size: .875rem }
.card.lead { grid-column: 1 / -1; display: grid; gap: 1rem 2.4rem; padding-bottom: 2.2rem; border-bottom: 1px solid var(--rule) }
.card .fills { object-fit: cover }
.card.lead img { margin: 0; aspect-ratio: auto; max-height: 36rem }
.card.lead h3 { font-size: clamp(1.6rem, 1.2rem + 1.7vw, 2.3rem); line-height: 1.28 }
.card.lead p:not(.kicker, .meta) { font: 1.15rem/1.7 var(--lede) }
@media (min-width: 48rem) { .card.lead:has(img) { grid-template-columns: 1fr 1fr; align-items: center } }
.briefs { list-style: none; margin: 0 0 2.6rem; padding: 0; border-top: 2px solid var(--ink); columns: 2 24rem; column-gap: 3rem }
.briefs li { padding: .75rem 0; border-bottom: 1px solid var(--rule); break-inside: avoid }
.briefs a { color: var(--ink); font-weight: 600; text-decoration: none }
.briefs a:hover { color: var(--accent); text-decoration: underline }
.briefs .meta { white-space: nowrap; margin: 0; font-size: .875rem }
.letter { padding-block: 1.6rem 2.2rem }
.letter .body { max-width: 38rem }
.letter .signed { display: flex; gap: .9rem; align-items: center; margin: 1.2rem 0 0 }
.letter .signed img { width: 3.5rem; height: auto }
.letter .role { display: block; color: var(--muted) }
.contents > h2 { position: absolute; inset-inline-start: -99rem }
.contents section { display: grid; grid-template-columns: 17rem 1fr; gap: 0 3rem; padding: 1.5rem 0 2.6rem; border-top: 2px solid var(--ink) }
.contents section > header h3 { margin: 0 0 1rem; font-size: 1.65rem; line-height: 1.3 }
.contents section > header .tagline { margin: -.7rem 0 1rem; color: var(--muted); font-size: .9688rem; line-height: 1.6; text-wrap: pretty }
.contents section > header img { width: 100%; aspect-ratio: 5 / 2; object-fit: cover }
.contents h4 { margin: 1.7rem 0 .2rem; font: 600 .9375rem/1.6 var(--text); color: var(--accent) }
.contents ol { list-style: none; margin: 0; padding: 0 }
.contents li { display: grid; grid-template-columns: 1fr 3.2rem; gap: 0 1rem; padding: .95rem 0; border-bottom: 1px solid var(--rule) }
.contents li:last-child { border-bottom: 0 }
.contents li > a { font: 700 1.2rem/1.5 var(--title); color: var(--ink); text-decoration: none }
.contents li > a:hover { color: var(--accent); text-decoration: underline }
.contents li .kicker { font-size: .875rem; margin: 0 }
.contents li .page { text-align: end; font: 700 1.2rem/1.5 var(--title); color: var(--accent); font-variant-numeric: tabular-nums lining-nums }
.contents li p { grid-column: 1; margin: .3rem 0 0; color: var(--muted); font-size: .9375rem; line-height: 1.7 }
.contents .time { white-space: nowrap; font-size: .875rem }
.contents .brief > a { font: 600 1.02rem/1.6 var(--text) }
.contents .brief .page { font-size: 1.02rem }
.book { margin: 1.2rem 0 0; font-size: .9375rem }
.hello { margin: 0 auto 2.6rem }
.hello h1 { font-size: clamp(2.6rem, 1.7rem + 4.2vw, 4.6rem); line-height: 1.12; margin: 0 0 .35rem }
.hello p { margin: 0; font-size: 1.15rem; color: var(--muted) }
.go { display: inline-block; margin-top: 1.1rem; font-weight: 600; text-decoration: none; white-space: nowrap }
.go:hover { text-decoration: underline }
.issues { border-top: 2px solid var(--ink) }
.issues > h2 { margin: 1.4rem 0 1rem }
.issues > section { margin-top: 2.2rem; scroll-margin-top: 1rem }
.issues h3 { margin: 0 0 .6rem; font-size: 1.15rem; color: var(--muted); font-variant-numeric: lining-nums tabular-nums }
.issues :target { background: none; box-shadow: none }
.issues ol li ul { list-style: none; margin: 0; padding: 0 }
.issues ol li li { display: block; padding: 0 0 1rem; border: 0 }
.issues ol li li:last-child { padding-bottom: 0 }
.issues li li > a { font-size: 1.1rem }
.issues li .kicker { color: var(--accent); font-weight: 600; font-size: .875rem; margin: 0 }
.leads { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: baseline; margin: 0 0 2.6rem }
.leads h2 { margin: 0; font: 600 .9375rem/1.6 var(--text); color: var(--muted); letter-spacing: 0 }
.leads ul { list-style: none; display: flex; flex-wrap: wrap; gap: .5rem .6rem; margin: 0; padding: 0 }
.leads ul > li { display: block; padding: 0; border: 0 }
.leads ul > li > a { display: inline-block; font: 400 .9375rem/1.6 var(--text); padding: .3rem .95rem; border: 1px solid var(--rule); border-radius: 2rem; color: var(--ink); text-decoration: none }
.leads ul > li > a:hover { border-color: var(--accent); color: var(--accent) }
.hello .feeds { font-size: .9375rem }
.feeds a { margin-inline-start: .5em }
.issues ol { list-style: none; margin: 0; padding: 0 }
.issues li { display: grid; grid-template-columns: 17rem 1fr; gap: .2rem 3rem; padding: 1.1rem 0; border-top: 1px solid var(--rule) }
.issues li > a { font: 700 1.4rem/1.4 var(--title); text-decoration: none; color: var(--ink) }
.issues li > a:hover { color: var(--accent) }
.issues li :is(.when, .kicker) { display: block; font: 400 .9375rem/1.6 var(--text); color: var(--muted) }
.issues li .in { display: inline-block; margin-top: .3rem; padding: 0 .65rem; border: 1px solid var(--rule); border-radius: 2rem; font: 400 .8125rem/1.6 var(--text); color: var(--muted) }
.issues li p { margin: .2rem 0 0; color: var(--muted); font-size: .9375rem }
.rows > li { position: relative }
.rows img { width: 9rem; max-height: 12rem; object-fit: contain; object-position: left top; margin-bottom: .7rem }
[dir=rtl] .rows img { object-position: right top }
[dir=rtl] :is(.opening, .card.lead) :is(h1, h2, h3) { line-height: 1.5 }
[dir=rtl] .lines p:only-child, [dir=rtl] .card.lead p:not(.kicker, .meta) { line-height: 1.85 }
.rows > li > a::after { content: ''; position: absolute; inset: 0 }
.issues .rows p { color: var(--ink) }
.issues .rows .lead { margin: 0 0 .15rem; font: 600 1.15rem/1.5 var(--title) }
@media (max-width: 48rem) { .issues .rows .lead { margin-top: .35rem } .latest { grid-template: 'head' 'lines' 'onward' / 1fr } .issues ol li > ul { margin-top: .8rem } .opening, .contents section, .issues li { grid-template-columns: 1fr } .cover { margin-inline: -1.5rem } .contents section > header img { aspect-ratio: 5 / 1 } .contents section > header h3 { margin-bottom: .7rem } }
@media (max-width: 30rem) { .cover { margin-inline: -1.25rem } .contents li { grid-template-columns: 1fr 2.2rem } }
`
