import { type Html, html } from '../../http/html.ts'
import { writeQuery } from '../mailbox/query.ts'
import type { Opened } from '../message/read-message.ts'
import { clippedBytes, sizeText } from '../message/size.ts'
import { choiceNav } from './choices.ts'
import type { OpenMail } from './open-mail.ts'
import { panelOf } from './panels.page.ts'
import { person, recipientList } from './people.page.ts'
import { sizeMeter } from './size-meter.page.ts'
import { addressOf, elsewhere, messagePath, type Part, parts } from './view-address.ts'
import { fullTime, isoTime, plural } from './when.ts'

/** One mail: sender, recipients, outcome, and the chosen part. */
export const mailPart = (open: OpenMail): Html => {
  const { mail, opened, place, isUnread } = open
  const { id } = mail.message
  return html`<article data-id="${id}"${isUnread && html` data-unread`}>
${leave(open)}
<h1 tabindex="-1" dir="auto">${opened.subject || html`<i>No subject</i>`}</h1>
${facts(open)}
${attachments(opened)}
<div class="tabs">${choiceNav('Part', tabsOf(open))}</div>
<div class="panel ${place.part}">${panelOf(open)}</div>
</article>`
}

const leave = ({ mail, place, isUnread, newer, older }: OpenMail): Html => {
  const list = addressOf(elsewhere(place, undefined))
  const { id } = mail.message
  const step = (to: string | undefined, name: string, sign: string) =>
    to
      ? html`<a href="${addressOf(elsewhere(place, to))}" aria-label="${name} mail" title="${name}">${sign}</a>`
      : html`<span aria-hidden="true">${sign}</span>`
  return html`<div class="toolbar">
<a class="back" href="${list}">‹ Inbox</a>
<form method="post" action="/mark"><input type="hidden" name="id" value="${id}"><input type="hidden" name="back" value="${list}">
<button name="mark" value="${isUnread ? 'read' : 'unread'}">Mark ${isUnread ? 'read' : 'unread'}</button>
<button name="mark" value="deleted">Delete</button></form>
<a class="button" href="${messagePath(id)}/raw" download>Download .eml</a>
<nav aria-label="Mails">${step(newer, 'Newer', '‹')}${step(older, 'Older', '›')}</nav>
</div>`
}

const facts = ({ mail, opened }: OpenMail): Html => {
  const { at, outcome, tags } = mail.message
  const given = Object.entries(tags)
  const bytes = opened.facts?.bytes ?? opened.raw.length
  const search = (name: string, value: string) =>
    `/?${new URLSearchParams({ q: writeQuery([{ field: 'tag', text: `${name}=${value}`, isNot: false }]) })}`
  return html`<dl class="facts">
<div><dt>From</dt><dd>${person(mail.summary().from)}</dd></div>
<div><dt>To</dt><dd>${recipientList(mail)}</dd></div>
<div><dt>Date</dt><dd><time datetime="${isoTime(at)}">${fullTime(at)}</time></dd></div>
<div><dt>SES</dt><dd><details><summary><span class="tag ${outcome === 'delivered' ? 'good' : 'wrong'}">${outcome}</span> ${[given.length > 0 && plural(given.length, 'tag'), sizeText(bytes)].filter(Boolean).join(', ')}</summary>
<p>${given.map(([name, value]) => html`<a class="tag" href="${search(name, value)}" title="Find mails with this tag">${name}=${value}</a> `)}</p>
<p>${opened.facts && sizeMeter(bytes, clippedBytes, `${sizeText(bytes)} of HTML; Gmail clips at ${sizeText(clippedBytes)}. `)}${sizeText(opened.raw.length)} in all</p></details></dd></div>
</dl>`
}

const attachments = ({ attachments, message }: Opened): Html | false =>
  attachments.length > 0 &&
  html`<ul class="attachments" aria-label="Attachments">${attachments.map(
    ({ filename, contentType, size }, at) =>
      html`<li><a href="${messagePath(message.id)}/attachment/${at}" download><bdi>${filename ?? 'unnamed'}</bdi></a> <small>${contentType}, ${sizeText(size)}</small></li>`,
  )}</ul>`

const tabsOf = ({ place, opened }: OpenMail) =>
  (Object.entries(parts) as [Part, string][]).map(([part, name], at) => ({
    label: html`${name}${part === 'text' && opened.text === undefined && html` <span class="tag wrong">none</span>`}`,
    href: addressOf({ ...place, part }),
    isChosen: part === place.part,
    key: String(at + 1),
  }))
