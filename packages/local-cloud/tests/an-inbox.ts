import { onTestFinished } from 'vitest'
import { type InboxOptions, startInbox } from '../inbox/inbox.ts'
import { newMessageId, openMailFolder } from '../ses/mail-folder.ts'
import type { StoredMessage } from '../types.ts'
import { temporaryFolder } from './temporary.ts'

/** A mail as a test writes it. */
export type Draft = {
  from?: string
  to?: string[]
  subject?: string
  html?: string
  text?: string
  /** Further headers, as written in the message. */
  headers?: string[]
  attachment?: { name: string; type: string; content: string }
  at?: number
  tags?: Record<string, string>
  outcome?: StoredMessage['outcome']
}

const word = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for.
  /^[\x00-\x7f]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`
const base64 = (text: string) => Buffer.from(text).toString('base64').replace(/.{76}/g, '$&\r\n')

const partOf = (type: string, text: string, more: string[] = []) =>
  [`Content-Type: ${type}`, 'Content-Transfer-Encoding: base64', ...more, '', base64(text)].join('\r\n')
const multipart = (kind: string, parts: string[]) =>
  parts.length === 1
    ? parts[0]!
    : [
        `Content-Type: multipart/${kind}; boundary="${kind}-1"`,
        '',
        ...parts.map((part) => `--${kind}-1\r\n${part}`),
        `--${kind}-1--`,
        '',
      ].join('\r\n')

/** The message as SES would have kept it. */
export const aMessage = (draft: Draft = {}): StoredMessage => {
  const { from = 'The Tides <news@tides.example>', to = ['ada@readers.example'], subject = 'News' } = draft
  const { text, html, headers = [], attachment, at = Date.now(), tags = {}, outcome = 'delivered' } = draft
  const texts = [
    ...(text === undefined ? [] : [partOf('text/plain; charset=utf-8', text)]),
    ...(html === undefined ? [] : [partOf('text/html; charset=utf-8', html)]),
  ]
  const body = multipart('alternative', texts.length > 0 ? texts : [partOf('text/plain; charset=utf-8', '')])
  const file = attachment && [
    partOf(attachment.type, attachment.content, [
      `Content-Disposition: attachment; filename="${word(attachment.name)}"`,
    ]),
  ]
  const mailbox = (one: string) => one.replace(/^[^<]*(?= <)/, word)
  const head = [
    `From: ${mailbox(from)}`,
    `To: ${to.map(mailbox).join(',\r\n ')}`,
    `Subject: ${word(subject)}`,
    'MIME-Version: 1.0',
    ...headers,
  ]
  const raw = Buffer.from(`${head.join('\r\n')}\r\n${multipart('mixed', [body, ...(file ?? [])])}`)
  const bare = (one: string) => /<(.*)>/.exec(one)?.[1] ?? one
  return { id: newMessageId(at), at, source: bare(from), destinations: to.map(bare), tags, outcome, raw }
}

/** Starts an inbox with a folder of its own. It ends with the test. */
export const anInbox = async (drafts: Draft[] = [], options: Partial<InboxOptions> = {}) => {
  const dir = temporaryFolder('inbox')
  const folder = openMailFolder(dir)
  const mail = (draft: Draft = {}) => {
    const message = aMessage(draft)
    folder.save(message)
    return message.id
  }
  const ids = drafts.map(mail)
  const start = () =>
    startInbox({
      port: 0,
      dir: `${dir}/inbox`,
      sources: [folder.source],
      ownOrigins: [],
      now: Date.now,
      ...options,
    })
  let inbox = await start()
  onTestFinished(async () => {
    await inbox.end()
    folder.end()
  })
  const get = async (path: string) => {
    const answer = await fetch(new URL(path, inbox.url))
    return { status: answer.status, headers: answer.headers, body: await answer.text() }
  }
  const post = async (path: string, form: [string, string][], headers: Record<string, string> = {}) => {
    const body = new URLSearchParams(form)
    const answer = await fetch(new URL(path, inbox.url), {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
    return { status: answer.status, location: answer.headers.get('location') }
  }
  return {
    dir,
    ids,
    mail,
    get,
    post,
    url: () => inbox.url,
    restart: async () => {
      await inbox.end()
      inbox = await start()
    },
  }
}
