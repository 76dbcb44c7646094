import type { ParsedMail } from 'mailparser'
import type { StoredMessage } from '../types.ts'
import { Html, html } from './html.ts'

export type Read = { message: StoredMessage; mail: ParsedMail }

const style = new Html(`
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
  body { max-width: 64rem; margin: 0 auto; padding: 1rem }
  h1 { font-size: 1.3rem; overflow-wrap: anywhere } a { color: inherit }
  ul { list-style: none; padding: 0 } li { border-top: 1px solid #8884 }
  li a { display: grid; grid-template-columns: 1fr auto; gap: 0 1rem; padding: .5rem 0; text-decoration: none }
  small { opacity: .75 } iframe { width: 100%; height: 75vh; border: 1px solid #8884; background: #fff }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; border: 1px solid #8884; padding: .75rem }
  nav { display: flex; gap: 1rem } dt { font-weight: 600 } dd { margin: 0 0 .4rem; overflow-wrap: anywhere }
`)

const page = (title: string, body: Html, head: Html = new Html('')): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
${head}<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`.text

const when = (at: number) => new Date(at).toISOString().replace('T', ' ').slice(0, 19)
const subjectOf = ({ mail }: Read) => mail.subject || '(no subject)'
const linkTo = ({ message }: Read) => `/message/${encodeURIComponent(message.id)}`

const row = (read: Read) => html`
<li><a href="${linkTo(read)}"><strong>${subjectOf(read)}</strong><small>${read.message.outcome}</small>
<small>to ${read.message.destinations.join(', ')}</small><small>${when(read.message.at)}</small></a></li>`

/** The list, newest first. It looks again every five seconds, without a script. */
export const listPage = (reads: Read[], total: number, start: number): string => {
  const end = start + reads.length
  const older = end < total ? html`<a href="/?start=${end}">Older</a>` : html``
  const newer = start > 0 ? html`<a href="/?start=${Math.max(0, start - 50)}">Newer</a>` : html``
  const list = reads.length ? html`<ul>${reads.map(row)}</ul>` : html`<p>No message has been sent yet.</p>`
  const body = html`<h1>Inbox: ${total} messages</h1>\n${list}\n<nav>${newer} ${older}</nav>`
  return page(`Inbox (${total})`, body, html`<meta http-equiv="refresh" content="5">\n`)
}

/** One message: how it looks, its text, its headers, what SES knows of it. */
export const messagePage = (read: Read): string => {
  const { message, mail } = read
  const link = linkTo(read)
  const preview = mail.html
    ? html`<h2>HTML</h2>\n<iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message as HTML" src="${link}/html"></iframe>`
    : html`<p>The message has no HTML part.</p>`
  const tags = Object.entries(message.tags)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ')
  const facts = [
    ['From', message.source],
    ['To', message.destinations.join(', ')],
    ['At', when(message.at)],
    ['Outcome', message.outcome],
    ['Tags', tags || 'none'],
    ['Size', `${Math.ceil(message.raw.length / 1024)} KB`],
  ]
  return page(
    subjectOf(read),
    html`<nav><a href="/">Inbox</a> <a href="${link}/raw" download>Raw message (.eml)</a></nav>
<h1>${subjectOf(read)}</h1>
<dl>${facts.map(([name, value]) => html`<dt>${name!}</dt><dd>${value!}</dd>`)}</dl>
${preview}
<h2>Text</h2>
<pre>${mail.text ?? '(none)'}</pre>
<h2>Headers</h2>
<pre>${mail.headerLines.map(({ line }) => line).join('\n')}</pre>`,
  )
}

/** The HTML part itself, for the sandboxed frame: its links open in a new tab. */
export const previewPage = ({ mail }: Read): string => {
  const markup = mail.html || ''
  const base = '<base target="_blank" rel="noreferrer">'
  return /<head[^>]*>/i.test(markup) ? markup.replace(/<head[^>]*>/i, (head) => head + base) : base + markup
}
