import { type Attachment, simpleParser } from 'mailparser'
import { type Header, headersOf } from '../../ses/headers.ts'
import type { KeptMessage } from '../../ses/mail-folder.ts'
import { decoded } from '../mailbox/peek.ts'
import { type HtmlFacts, htmlFacts } from './html-facts.ts'

/** A completely parsed message. */
export type Opened = {
  message: KeptMessage
  raw: Buffer
  subject: string
  headers: Header[]
  /** With attached pictures inlined. */
  html: string | undefined
  /** The text part; never derived from the HTML. */
  text: string | undefined
  facts: HtmlFacts | undefined
  attachments: Attachment[]
}

/** Never throws because of a message's content: if the parser fails, headers and source can still be read. */
export const readMessage = async (message: KeptMessage): Promise<Opened> => {
  const raw = message.read()
  const headers = headersOf(raw).map(({ value, ...rest }) => ({ ...rest, value: decoded(value) }))
  const parsed = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true }).catch(
    () => undefined,
  )
  const html = parsed?.html || undefined
  return {
    message,
    raw,
    headers,
    html,
    subject: headers.find(({ name }) => name.toLowerCase() === 'subject')?.value ?? '',
    text: parsed?.text,
    facts: html === undefined ? undefined : htmlFacts(html),
    attachments: parsed?.attachments ?? [],
  }
}
