import { type Html, html } from '../../http/html.ts'
import type { Mail } from '../mailbox/mail.ts'
import { withTerm } from '../mailbox/query.ts'
import { recipientLine } from './people.page.ts'
import { addressOf, elsewhere, type Place } from './view-address.ts'
import { counted, isoTime, plural, shortTime } from './when.ts'

/** One page of a search's results. */
export type Listed = {
  place: Place
  page: readonly Mail[]
  found: number
  total: number
  unread: number
  isUnread(id: string): boolean
  now: number
}

export const perPage = 50

/** The list of mails, with a form for doing something with several at once. */
export const listPart = (listed: Listed): Html => {
  const { place, page } = listed
  return html`${toolbar(listed)}
<form id="mails" method="post" action="/mark"><input type="hidden" name="back" value="${addressOf(place)}">
<ol class="rows">${page.map((mail) => row(mail, listed))}</ol></form>
${page.length === 0 ? nothing(place.query) : all(listed)}`
}

const toolbar = ({ place, page, found, unread }: Listed): Html => {
  const { start } = place
  const list = elsewhere(place, undefined)
  const at =
    found === 0 ? 'Nothing' : `${counted(start + 1)}–${counted(start + page.length)} of ${counted(found)}`
  const arrow = (isThere: boolean, to: number, name: string, sign: string) =>
    isThere
      ? html`<a href="${addressOf({ ...list, start: to })}" aria-label="${name} mails" title="${name}">${sign}</a>`
      : html`<span aria-hidden="true">${sign}</span>`
  return html`<div class="toolbar">
<input type="checkbox" id="all" aria-label="Select all on this page" hidden>
<p class="count"><b>${at}</b>${unread > 0 && html` <span>${counted(unread)} unread</span>`}</p>
<div class="actions">${actions.map(([mark, name]) => html`<button form="mails" name="mark" value="${mark}">${name}</button>`)}</div>
<nav aria-label="Pages">${arrow(start > 0, Math.max(0, start - perPage), 'Newer', '‹')}${arrow(start + page.length < found, start + perPage, 'Older', '›')}</nav>
</div>`
}

const actions = [
  ['read', 'Read'],
  ['unread', 'Unread'],
  ['deleted', 'Delete'],
] as const

const row = (mail: Mail, { place, isUnread, now }: Listed): Html => {
  const { message } = mail
  const { subject, snippet, hasAttachment } = mail.summary()
  const { id, at, outcome } = message
  const isNew = isUnread(id)
  const isOpen = place.id === id
  return html`<li data-id="${id}"${isNew && html` class="unread"`}>
<input type="checkbox" name="id" value="${id}" aria-label="Select: ${subject || 'no subject'}">
<a href="${addressOf(elsewhere(place, id))}"${isOpen && html` aria-current="true"`}>
<span class="first">${isNew && html`<span class="unseen">Unread: </span>`}${recipientLine(mail)}<time datetime="${isoTime(at)}">${shortTime(at, now)}</time></span>
<span class="subject" dir="auto">${subject || html`<i>No subject</i>`}</span>
<span class="snippet" dir="auto">${snippet}</span>
${(outcome !== 'delivered' || hasAttachment) && html`<span class="notes">${outcome !== 'delivered' && html`<span class="tag wrong">${outcome}</span>`}${hasAttachment && html`<span class="tag">attachment</span>`}</span>`}</a></li>`
}

const nothing = (query: string): Html =>
  query
    ? html`<p class="empty">No mail is found by <b>${query}</b>. <a href="/">Show all</a></p>`
    : html`<p class="empty">No mail yet. Whatever the service mails comes here by itself.</p>`

/** Actions for all mails found. They do not affect mails that arrive after this page was made. */
const all = ({ place, page, found, unread, now }: Listed): Html => {
  const what = place.query ? plural(found, 'mail found', 'mails found') : plural(found, 'mail')
  const newest = Math.max(now, ...page.map(({ message }) => message.at))
  const unreadOnly = addressOf({
    ...elsewhere(place, undefined),
    start: 0,
    query: withTerm(place.query, { field: 'is', text: 'unread', isNot: false }),
  })
  return html`<div class="whole">
${unread > 0 && html`<a href="${unreadOnly}">Show unread alone</a>`}
<details><summary>Do with all ${what}</summary>
<form method="post" action="/mark-all"><input type="hidden" name="q" value="${place.query}"><input type="hidden" name="until" value="${newest}">
<input type="hidden" name="back" value="${addressOf({ ...elsewhere(place, undefined), start: 0 })}">
<button name="mark" value="read">Mark as read</button> <button name="mark" value="deleted" class="danger">Delete ${what}</button></form></details>
</div>`
}
