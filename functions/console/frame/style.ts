/** What the console adds to the site's style sheet. */
export const consoleCss = `
.console { flex-direction: row; font-size: 1rem; line-height: 1.6; --good: #1a7f4b; --warn: #9a5b00; --bad: #b3261e }
@media (prefers-color-scheme: dark) { .console { --good: #63d297; --warn: #f0b35a; --bad: #ff9c92 } }
.console h1 { font-size: clamp(1.6rem, 1.3rem + 1.2vw, 2.1rem); margin: 0 0 1.6rem }
.console h2 { font-size: 1.1rem; margin: 0 0 .8rem }
.console main { flex: 1 1 0; min-width: 0; padding: 2.4rem clamp(1.25rem, 4vw, 3.5rem) 5rem }
.console main > * { max-width: 68rem; margin-inline: 0 }
.console .side { flex: 0 0 15rem; position: sticky; top: 0; height: 100vh; height: 100svh; display: flex; flex-direction: column; gap: 1.8rem; padding: 1.6rem 1.1rem; background: var(--desk); border-inline-end: 1px solid var(--rule); overflow: auto }
.side .name { font-size: 1.15rem; padding-inline: .6rem }
.side .go { margin: 0; display: flex; justify-content: space-between; align-items: center; padding: .45rem .75rem; border: 1px solid var(--rule); border-radius: 6px; color: var(--muted); text-decoration: none; font-size: .9375rem; background: var(--paper) } .side .go:hover { border-color: currentColor; color: var(--accent) } .go kbd { font: 600 .75rem/1 var(--text) }
.side nav ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .15rem }
.side nav a { display: block; padding: .5rem .75rem; border-radius: 6px; color: var(--ink); text-decoration: none }
.side nav a:hover { background: var(--rule) }
.side nav [aria-current] { background: var(--ink); color: var(--paper); font-weight: 600 }
.side .who { margin-top: auto; font-size: .875rem; color: var(--muted); display: grid; gap: .1rem; padding-inline: .75rem }
.who p { margin: 0 0 .5rem; overflow-wrap: anywhere } .who small { display: block; font-size: .8125rem }
.who a, .plain { color: var(--muted); font: inherit; background: none; border: 0; padding: .3rem 0; cursor: pointer; text-decoration: none; text-align: start }
.who a:hover, .plain:hover { color: var(--accent); text-decoration: underline }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 20rem), 1fr)); gap: 1.25rem; margin-bottom: 1.25rem }
.panel { padding: 1.3rem 1.4rem; border: 1px solid var(--rule); border-radius: 10px; background: var(--paper); min-width: 0 }
.panel > :last-child { margin-bottom: 0 }
.panel.wide { grid-column: 1 / -1 }
.panel h2 { color: var(--muted); font: 600 .875rem/1.4 var(--text); letter-spacing: 0 }
.figure { font: 700 2.3rem/1.15 var(--title); margin: 0 0 .3rem; font-variant-numeric: tabular-nums lining-nums }
.figure .state { font-family: var(--text); vertical-align: .25em } .figure small { font: 400 1rem/1.4 var(--text); color: var(--muted) }
.lead { font: 700 1.3rem/1.35 var(--title); margin: 0 0 .3rem } .lead a { color: inherit; text-decoration: none } .lead a:hover { color: var(--accent); text-decoration: underline }
.quietly { color: var(--muted); font-size: .9375rem; margin: 0 0 .6rem }
.state { display: inline-flex; align-items: center; gap: .4em; font-size: .875rem; font-weight: 600; white-space: nowrap }
.state::before { content: ''; width: .6em; height: .6em; border-radius: 50%; background: currentColor }
.state.finished { color: var(--good) } .state.held, .state.uncertain { color: var(--warn) } .state.cancelled { color: var(--muted) } .state.failed { color: var(--bad) } .state:is(.scheduled, .starting, .planning, .delivering) { color: var(--accent) }
.bar { display: flex; height: .8rem; border-radius: 99px; overflow: hidden; background: var(--rule); margin: .5rem 0 .8rem }
.bar svg { display: block; width: 100%; height: 100% }
.bar .accepted { fill: var(--good) } .bar .excluded { fill: var(--muted) } .bar .failed { fill: var(--bad) } .bar .uncertain { fill: var(--warn) }
.numbers { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1rem 1.5rem; margin: 0; padding: 0; background: none }
.numbers div { min-width: 0 } .numbers dt { font-size: .875rem } .numbers dd { font: 700 1.35rem/1.3 var(--title); font-variant-numeric: tabular-nums lining-nums } .numbers small { display: block; font: 400 .8125rem/1.5 var(--text); color: var(--muted) }
.console dl.numbers { display: grid }
.scroll { overflow-x: auto; margin-inline: -.25rem; padding-inline: .25rem }
.console table { width: 100%; border-collapse: collapse; font-size: .9375rem }
.console th { text-align: start; color: var(--muted); font-weight: 600; font-size: .8125rem; padding: .4rem .75rem .4rem 0; border-bottom: 1px solid var(--rule); white-space: nowrap }
.console td { padding: .7rem .75rem .7rem 0; border-bottom: 1px solid var(--rule); vertical-align: top }
.console .number { text-align: end; font-variant-numeric: tabular-nums lining-nums; white-space: nowrap }
.console td a { font-weight: 600 } .console td small { display: block; color: var(--muted) }
.todo { list-style: none; margin: 0; padding: 0 } .todo li { padding: .55rem 0; border-top: 1px solid var(--rule) } .todo li:first-child { border-top: 0 } .todo .state { margin-inline-end: .45rem }
.chart { display: block; width: 100%; height: auto } .chart .area { fill: var(--accent); opacity: .12 } .chart .line { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round } .chart .step { fill: var(--accent) } .chart .rule { stroke: var(--rule); vector-effect: non-scaling-stroke } .chart text { fill: var(--muted); font: 11px var(--text) }
.console details summary { cursor: pointer; color: var(--accent); font-size: .9375rem; padding: .4rem 0 }
.acts { display: flex; flex-wrap: wrap; gap: .7rem; align-items: flex-start } .acts form { margin: 0 }
.acts .note { flex-basis: 100%; margin: 0 }
.console .button { min-height: 2.6rem; padding: .4rem 1.2rem; font-size: .9375rem; border-radius: 6px }
.console .second { color: var(--accent); background: none; border-color: currentColor } .console .second:hover { color: var(--ink); background: none }
.console .danger { background: var(--bad) }
.console input, .console select { min-height: 2.6rem; border-radius: 6px }
.console form.inline { display: flex; flex-wrap: wrap; gap: .7rem; align-items: flex-end; margin-bottom: 1.4rem } .console form.inline label { flex: 1 1 16rem; font-weight: 600; font-size: .9375rem } .console form.inline input { margin-top: .3rem; font-weight: 400 }
.console .notice { padding: .8rem 1rem; border-inline-start: 4px solid var(--good); background: var(--desk); margin: 0 0 1.4rem }
.console .notice.hold { border-color: var(--warn) } .begin { margin: 0; padding-inline-start: 1.3rem } .console td:first-child { min-width: 8.5rem } .begin li { padding: .5rem 0 } .console h1 small { display: block; font: 400 .9375rem/1.6 var(--text) }
.console .problems { max-width: 68rem } .console .problems p { color: var(--bad) }
.bar .share { fill: var(--accent) } .bar.small { height: .35rem; margin: .45rem 0 0; background: none } .bars td:first-child { min-width: 12rem } .bar.small + p { margin-top: .8rem } .filled { width: 100% } .console .filled .bar { margin: .55rem 0 0 }
.facts { display: grid; gap: .7rem 1.5rem; margin: 1rem 0 0; grid-template-columns: repeat(auto-fit, minmax(9.4rem, 1fr)) } .facts dt { font-size: .875rem } .facts:not(.numbers) dd { font-weight: 400 }
.scroll + :is(.acts, .note) { margin-top: 1rem } .panel form > :last-child { margin-bottom: 0 }
.console .apart { margin: 0 0 1.25rem } .apart > :not(summary) { margin-top: .8rem }
.console .form { margin: 0 } .choices.below { flex-direction: column } .console .choices { margin-bottom: 1rem } .console form.inline label.little { flex: 0 1 12rem } .console .count { max-width: 16rem }
.console [type=datetime-local] { width: 100%; max-width: 20rem; padding: .4rem .85rem; font: inherit; color: var(--ink); background: var(--paper); border: 1px solid var(--muted) }
.console .notice > :last-child { margin-bottom: 0 } .console .notice p { margin-bottom: .4rem }
.tabs { border-bottom: 1px solid var(--rule); margin-bottom: 1.6rem; overflow-x: auto } .tabs ul { display: flex; gap: 1.6rem; list-style: none; margin: 0; padding: 0 } .tabs a { display: block; padding: .45rem 0; color: var(--muted); text-decoration: none; white-space: nowrap; border-bottom: 3px solid transparent } .tabs a:hover { color: var(--accent) } .tabs [aria-current] { color: var(--ink); font-weight: 600; border-color: var(--accent) }
.console dl.known { display: grid; grid-template-columns: fit-content(40%) 1fr; gap: .45rem 1.4rem; margin: 0 0 1rem; padding: 0; background: none; font-size: .9375rem } .known dd { font-weight: 400 }
.flow .up { fill: var(--good) } .flow .down { fill: var(--bad) }
.console .pages { display: flex; flex-wrap: wrap; gap: .5rem 1.6rem; margin-top: 1.2rem } .pages form { margin: 0 } .pages .plain { color: var(--accent); padding: 0 }
.console form.filters label { flex: 1 1 9rem } .console h3 { font-size: 1rem; margin: 1.4rem 0 .4rem } .console .rule, .console .secret { overflow-wrap: anywhere }
main > .panel + p { margin-top: 1rem } main > :is(.panels, .panel, .scroll, #live, form) + :is(.panel, .scroll) { margin-top: 1.25rem } .console :is(.scroll, .numbers) + :is(p, form) { margin-top: .9rem } .flow { margin-top: .6rem }
.console td time, td .button { white-space: nowrap } td p { margin: 0 0 .5rem } td details summary { padding: .2rem 0 } .console dl.known dt { margin: 0 } .secret { white-space: normal }
.console form.inline select { margin-top: .3rem; font-weight: 400 } .console .number + :not(.number) { padding-inline-start: 1rem }
.timeline { list-style: none; margin: 0; padding: 0 0 0 1.2rem; border-inline-start: 2px solid var(--rule) } .timeline li { position: relative; padding: 0 0 1.1rem } .timeline li::before { content: ''; position: absolute; inset-inline-start: calc(-1.2rem - 6px); top: .5em; width: 10px; height: 10px; border-radius: 50%; background: var(--paper); border: 2px solid var(--accent) } .timeline time, .timeline small { display: block; color: var(--muted); font-size: .875rem }
.console pre, .console code { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em } .console pre { padding: 1rem; background: var(--desk); border-radius: 8px; overflow-x: auto }
.console.before main { max-width: 30rem; margin: auto; padding-block: 6rem } .console.before .name { margin-bottom: 2.5rem; font-size: 1.5rem }
.palette { width: min(36rem, calc(100vw - 2rem)); padding: 0; border: 1px solid var(--rule); border-radius: 12px; background: var(--paper); color: var(--ink); box-shadow: 0 1.5rem 4rem rgb(0 0 0 / .35); margin-top: 12vh }
.palette::backdrop { background: rgb(0 0 0 / .35) }
.palette input { border: 0; border-bottom: 1px solid var(--rule); border-radius: 12px 12px 0 0; min-height: 3.4rem; font-size: 1.05rem; outline: 0 }
.palette ul { list-style: none; margin: 0; padding: .5rem; max-height: 50vh; overflow: auto } .palette a { display: flex; justify-content: space-between; gap: 1rem; padding: .55rem .8rem; border-radius: 6px; color: inherit; text-decoration: none } .palette a:is(:hover, :focus) { background: var(--desk); outline: 0 } .palette small { color: var(--muted) }
.switches { display: flex; flex-wrap: wrap; gap: .7rem 1rem; margin-bottom: 1.4rem } .switch { max-width: 100%; overflow-x: auto } .switch ul { display: flex; width: max-content; list-style: none; margin: 0; padding: 3px; border: 1px solid var(--rule); border-radius: 8px; background: var(--desk) } .switch a { display: block; padding: .3rem .85rem; border-radius: 5px; color: var(--muted); text-decoration: none; font-size: .9375rem; white-space: nowrap } .switch a:hover { color: var(--ink) } .switch [aria-current] { background: var(--paper); color: var(--ink); font-weight: 600; box-shadow: 0 1px 3px rgb(0 0 0 / .2) }
.frames { display: flex; flex-wrap: wrap; gap: 1.4rem } figure.mail { margin: 0; min-width: 0; max-width: 100% } .mail figcaption { margin: 0 0 .5rem; color: var(--muted); font-size: .875rem; font-weight: 600 } .mail .scroll { margin: 0; padding: 0; border: 1px solid var(--rule); border-radius: 10px } .mail iframe { display: block; border: 0; height: max(38rem, 82vh); background: #fff } .mail.dark iframe { background: #111 } .console pre.mail { max-width: 46rem; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.55 }
.inbox { display: grid; grid-template-columns: minmax(0, 21.5rem) minmax(0, 1fr); gap: 1rem 1.6rem; align-items: center; font-size: .9375rem } .inbox .phone { display: grid; max-width: 21.5rem; grid-template-columns: 1fr auto; gap: .05rem .8rem; padding: .75rem .9rem; border: 1px solid var(--rule); border-radius: 12px } .inbox :is(.subject, .preheader, b) { overflow: hidden; text-overflow: ellipsis; white-space: nowrap } .inbox :is(time, .preheader) { color: var(--muted); font-size: .875rem } .phone .subject { grid-column: 1 / -1 } .phone .preheader { grid-column: 1 / -1; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; white-space: normal; line-height: 1.4; min-height: 2.8em } .inbox .desktop { display: grid; grid-template-columns: 9rem minmax(0, 1fr) auto; gap: 1rem; min-width: 46rem; padding: .6rem .9rem; border-block: 1px solid var(--rule) } .desktop .line { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--muted) } .desktop .subject { color: var(--ink); font-weight: 600 } .inbox .scroll { margin: 0; padding: 0; grid-column: 1 / -1 } .inbox + p { margin-top: 1.1rem }
.console .bars th[scope=row] { color: inherit; font-size: inherit; white-space: normal; padding-block: .7rem; min-width: 9rem } .bars th small { display: block; color: var(--muted); font-weight: 400 }
.copied { display: inline-flex; flex-wrap: wrap; gap: 0 .9rem; align-items: baseline; max-width: 100% } .copied code { overflow-wrap: anywhere; user-select: all } .console .copy { color: var(--accent); font-size: .875rem; padding: 0 } .records strong + .state { margin-inline-start: .5rem } .console p.state { white-space: normal } .state::before { flex: none } .records li { padding: 1.1rem 0 } .records p { margin: 0 0 .35rem } .records dl.known { margin: .5rem 0 0 }
.timeline .see-mail { font-size: .875rem }
.console textarea { display: block; width: 100%; max-width: 46rem; padding: .6rem .85rem; font: inherit; line-height: 1.5; color: var(--ink); background: var(--paper); border: 1px solid var(--muted); border-radius: 6px; resize: vertical } .console .ways { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin-top: .9rem }
.console input[type=file] { display: block; width: 100%; padding: .55rem .85rem; border: 1px dashed var(--muted); border-radius: 6px; background: var(--desk); color: var(--ink); font: inherit } .console input[type=file]::file-selector-button { margin-inline-end: .9rem; padding: .3rem .9rem; border: 1px solid var(--muted); border-radius: 5px; background: var(--paper); color: var(--ink); font: inherit; cursor: pointer } .console progress { width: 100%; height: .8rem; accent-color: var(--accent) }
.console .columns th[scope=row] { color: inherit; font-size: inherit; vertical-align: middle; white-space: normal; overflow-wrap: anywhere; width: 45% } .columns select { max-width: 22rem; margin: 0 }
.console .choices label > span small { display: inline; margin-inline-start: .3rem } .console .field .note { margin-top: .3rem }
.console .todo + dl.known { margin-top: .9rem }
.panel .field:last-child, .panel .choices:last-child { margin-bottom: 0 }
.bar .rail { fill: var(--rule) } del { color: var(--muted) } ins { text-decoration: none; font-weight: 600 }
.console :is(p, details) + .panel, .console details + section { margin-top: 1.25rem } .console .acts + details { margin-top: .6rem }
@media (max-width: 40rem) { .chart { overflow: visible } .chart text { font-size: 19px } .stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) } .console .stacked :is(tbody, tr) { display: block } .console .stacked { border-top: 1px solid var(--rule) } .console .stacked tr { padding: .7rem 0; border-bottom: 1px solid var(--rule) } .console .stacked td { display: flex; gap: 1rem; padding: .15rem 0; border: 0; text-align: start } .console .stacked td:first-child { display: block; padding-bottom: .35rem } .stacked td[data-column]::before { content: attr(data-column); flex: 0 0 6.5rem; color: var(--muted); font-size: .875rem; line-height: 1.7 } .stacked td > div { min-width: 0; overflow-wrap: anywhere } }
@media (max-width: 52rem) { .inbox { grid-template-columns: minmax(0, 1fr) } }
@media (max-width: 30rem) { .console .side nav { flex-basis: calc(100% + 2.5rem); padding-inline: .85rem } .console .side nav ul { justify-content: space-between } .console .side nav a { padding-inline: .42rem; font-size: .9375rem } .tabs ul { flex-wrap: wrap; gap: 0 1.3rem } .switch a { padding-inline: .6rem } .numbers { grid-template-columns: 1fr 1fr } }
@media (max-width: 52rem) { .console { flex-direction: column } .console .side { position: static; height: auto; flex: none; flex-direction: row; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; padding: .9rem 1.25rem .5rem; border-inline-end: 0; border-bottom: 1px solid var(--rule) } .side .name { padding: 0 } .side nav { order: 3; flex-basis: 100%; overflow-x: auto; margin-inline: -1.25rem; padding-inline: 1rem } .side nav ul { display: flex } .side nav a { white-space: nowrap; padding: .4rem .7rem } .side .go { order: 2; flex: 1 1 100% } .go kbd { display: none } .side .who { margin: 0 0 0 auto; display: flex; flex-wrap: wrap; gap: 0 .9rem; padding: 0 } .who p { display: none } .console main { padding-top: 1.6rem } .console dl.numbers dd + dt { margin: 0 } }
@media (max-width: 52rem), (pointer: coarse) { .console :is(.button, input, select, .plain, .choices label), .console :is(.side nav, .who, .tabs, .switch, .palette, .pages, .ways) a, .side .go, .side .name { min-height: 2.75rem } .side .go, .side .name, .who a, .console :is(.side nav, .tabs, .switch, .palette, .pages, .ways) a { display: flex; align-items: center } .console .choices input { min-height: 0; } .console details summary, .console td details summary { padding-block: .6rem; min-height: 2.75rem } .console .copy { padding-inline: .5rem } }
@media (prefers-reduced-motion: no-preference) { .bar rect { transition: width .6s, x .6s } }
`
