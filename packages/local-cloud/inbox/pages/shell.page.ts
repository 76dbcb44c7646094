import { type Html, html } from '../../http/html.ts'
import type { Counts } from '../mailbox/mailbox.ts'
import { type Listed, listPart } from './list.page.ts'
import { mailPart } from './mail.page.ts'
import type { OpenMail } from './open-mail.ts'
import { addressOf, elsewhere } from './view-address.ts'

const sheets = ['parts', 'inbox', 'list', 'mail']

/** The whole page: the list and the open mail. A narrow screen shows only one of the two, preferably the mail. */
export const inboxPage = (listed: Listed, open: OpenMail | 'gone' | undefined): string => {
  const { place } = listed
  const isOpen = open !== undefined
  const { html: page } = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titleOf(listed, open)}</title>
${sheets.map((name) => html`<link rel="stylesheet" href="/assets/${name}.css">\n`)}<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<script type="module" src="/assets/inbox.js"></script>
${!isOpen && html`<noscript><meta http-equiv="refresh" content="10"></noscript>`}
</head>
<body${isOpen && html` class="has-mail"`}>
<header>
<a class="brand" href="/">Inbox</a>
<form role="search" action="/"><label class="unseen" for="q">Search mails</label>
<input type="search" id="q" name="q" value="${place.query}" placeholder="Search: words, from: to: subject: tag: is:unread, &quot;a phrase&quot;, -not" autocomplete="off" spellcheck="false"></form>
<p id="live" role="status"></p>
<button type="button" id="help" aria-haspopup="dialog" hidden>Keys</button>
</header>
<main>
<section id="list" aria-label="Mails">${listPart(listed)}</section>
<section id="mail" aria-label="Mail">${mailOr(listed, open)}</section>
</main>
${keys}
</body>
</html>
`
  return `<!doctype html>\n${page}`
}

const titleOf = (
  { unread, place }: Counts & Pick<Listed, 'place'>,
  open: OpenMail | 'gone' | undefined,
): string => {
  if (open && open !== 'gone') return open.opened.subject || 'No subject'
  const name = place.query ? `${place.query} – Inbox` : 'Inbox'
  return unread > 0 ? `(${unread}) ${name}` : name
}

const mailOr = ({ place }: Listed, open: OpenMail | 'gone' | undefined): Html => {
  if (open === 'gone')
    return html`<div class="empty"><h1 tabindex="-1">There is no such mail</h1><p>It may have been deleted. <a href="${addressOf(elsewhere(place, undefined))}">Back to the inbox</a></p></div>`
  return open ? mailPart(open) : html`<p class="empty">Choose a mail to read it here.</p>`
}

const bindings = [
  ['j / k', 'next / previous mail'],
  ['Enter', 'open the mail'],
  ['x', 'select the mail'],
  ['/', 'search'],
  ['1 – 6', 'HTML, text, headers, source, links, checks'],
  ['w', 'another width'],
  ['d', 'light or dark'],
  ['u', 'mark unread, or read'],
  ['#', 'delete what is selected, or the mail'],
  ['Esc', 'back to the list'],
  ['?', 'this help'],
]

const keys = html`<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<dl>${bindings.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
<form method="dialog"><button>Close</button></form>
</dialog>`
