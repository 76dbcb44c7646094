import type { Request, Response } from '../types.ts'
import { download, mailPage, page, plain } from './answers.ts'
import { asset } from './assets.ts'
import type { Tried } from './links/follow-link.ts'
import type { Mail } from './mailbox/mail.ts'
import type { Mailbox } from './mailbox/mailbox.ts'
import { type LookUp, lookedUp, type Pictures, picturesOf } from './message/pictures.ts'
import { type Opened, readMessage } from './message/read-message.ts'
import { inScheme, withHead } from './message/scheme.ts'
import { perPage } from './pages/list.page.ts'
import type { OpenMail } from './pages/open-mail.ts'
import { inboxPage } from './pages/shell.page.ts'
import { type Place, placeOf } from './pages/view-address.ts'

export type GetParts = {
  mailbox: Mailbox
  /** By message id. */
  tried: ReadonlyMap<string, ReadonlyMap<string, Tried>>
  ownOrigins: readonly string[]
  lookUp: LookUp
  now: () => number
}

/** Answers GET requests: pages, their assets, and the files of a message. */
export const answerGet = async (parts: GetParts, { method, path, query }: Request): Promise<Response> => {
  if (method !== 'GET' && method !== 'HEAD')
    return plain(405, 'There is nothing to do so.\n', { allow: 'GET, HEAD, POST' })
  const [, name] = /^\/assets\/([\w.-]+)$/.exec(path) ?? []
  if (name !== undefined) return asset(name) ?? nowhere
  const place = placeOf(path, query)
  if (place) return inbox(parts, place)
  const [, id = '', file = ''] = /^\/message\/([^/]+)\/(raw|html|attachment\/\d+)$/.exec(path) ?? []
  const mail = parts.mailbox.get(id)
  return mail ? fileOf(mail, file, query, parts) : nowhere
}

const nowhere = plain(404, 'There is no such message.\n')

/** The page of the list that contains the open mail; without one, the page that was asked for. */
const inbox = async (parts: GetParts, place: Place): Promise<Response> => {
  const { mailbox, tried, now } = parts
  const all = await mailbox.find(place.query)
  const at = place.id === undefined ? -1 : all.findIndex(({ message }) => message.id === place.id)
  const last = Math.max(0, Math.ceil(all.length / perPage) - 1) * perPage
  const start = at < 0 ? Math.min(place.start, last) : Math.floor(at / perPage) * perPage
  const here = { ...place, start }
  const listed = {
    place: here,
    page: all.slice(start, start + perPage),
    found: all.length,
    ...mailbox.counts(),
    isUnread: mailbox.isUnread,
    now: now(),
  }
  if (place.id === undefined) return page(inboxPage(listed, undefined))
  const mail = mailbox.get(place.id)
  if (!mail) return page(inboxPage(listed, 'gone'), 404)
  const opened = await readMessage(mail.message)
  const open: OpenMail = {
    mail,
    opened,
    pictures: await picturesAsked(opened, place.pictures, parts),
    place: here,
    isUnread: mailbox.isUnread(place.id),
    newer: at > 0 ? all[at - 1]!.message.id : undefined,
    older: at < 0 ? undefined : all[at + 1]?.message.id,
    tried: tried.get(place.id),
  }
  return page(inboxPage(listed, open))
}

/** Asks the name server only when somebody wants to see pictures: that too reveals that the mail was opened. */
const picturesAsked = (
  opened: Opened,
  isAsked: boolean,
  { ownOrigins, lookUp }: GetParts,
): Pictures | Promise<Pictures> => {
  const pictures = picturesOf(opened, ownOrigins)
  return isAsked ? lookedUp(pictures, lookUp) : pictures
}

const fileOf = async ({ message }: Mail, file: string, query: string, parts: GetParts): Promise<Response> => {
  if (file === 'raw') return download(`${message.id}.eml`, 'message/rfc822', message.read())
  const opened = await readMessage(message)
  const { html = '', attachments } = opened
  if (file === 'html') {
    const asked = new URLSearchParams(query)
    const scheme = asked.get('scheme') === 'dark' ? 'dark' : 'light'
    const isAsked = asked.has('pictures')
    const { offered } = await picturesAsked(opened, isAsked, parts)
    const origins = [...parts.ownOrigins, ...(isAsked ? offered : [])]
    return mailPage(withHead(inScheme(html, scheme), ownHead), origins)
  }
  const attachment = attachments[Number(file.split('/')[1])]
  if (!attachment) return nowhere
  return download(attachment.filename ?? 'unnamed', 'application/octet-stream', attachment.content)
}

// The first `base` of a page counts, so a mail's own has no effect. Scroll bars are hidden, because some take up width.
const ownHead = '<base target="_blank"><style>html { scrollbar-width: none }</style>'
