import { randomBytes } from 'node:crypto'
import { addressSpec, mailbox, refuseBreaks, unstructured } from './header-text.ts'
import { base64Lines, type SharedText } from './shared-text.ts'

/** A body, as one string or in pieces. */
export type Body = string | readonly (string | SharedText)[]

/** A whole message. Header values may hold any Unicode text, but no line breaks. */
export type Message = {
  from: { name: string; address: string }
  to: string
  /** The reader's display name, if any. */
  toName?: string | undefined
  replyTo?: string
  subject: string
  /** Written in this order; values must be ASCII. */
  headers: Record<string, string>
  text: Body
  html: Body
}

/**
 * Builds a raw MIME message: multipart/alternative of text and HTML, both base64 (RFC 2045 §6.8), lines ≤ 76.
 * `Message-ID` and `Date` are left to SES, which overwrites them.
 * @throws RangeError when a header would hold a line break or a control character
 */
export const buildMessage = (message: Message, boundary?: string): Buffer =>
  Buffer.concat(messageParts(message, boundary))

/** One boundary serves many messages: both bodies are base64, which has no underscore (RFC 2046 §5.1.1). */
export const newBoundary = (): string => `=_${randomBytes(12).toString('hex')}`

/** The message as buffers to concatenate. Shared texts are the same buffers in every message. */
export const messageParts = (message: Message, boundary = newBoundary()): Buffer[] => {
  const headers = [
    ['From', from(message.from.name, message.from.address)],
    ['To', mailbox('To', message.toName, message.to)],
    ...(message.replyTo ? [['Reply-To', addressSpec(message.replyTo)]] : []),
    ['Subject', subject(message.subject)],
    ...Object.entries(message.headers),
    ['MIME-Version', '1.0'],
    ['Content-Type', `multipart/alternative; boundary="${boundary}"`],
  ]
  return [
    lines(...headers.map(([name, value]) => `${name}: ${refuseBreaks(name!, value!)}`), ''),
    ...part(boundary, 'text/plain', message.text),
    ...part(boundary, 'text/html', message.html),
    lines(`--${boundary}--`),
  ]
}

/** Caches the last result only: a send has one sender and one subject. */
const keepingLast = <Given extends string[]>(write: (...given: Given) => string) => {
  let last: { given: Given; written: string } | undefined
  return (...given: Given): string => {
    if (!last || given.some((one, at) => one !== last?.given[at])) last = { given, written: write(...given) }
    return last.written
  }
}
const from = keepingLast((name: string, address: string) => mailbox('From', name, address))
const subject = keepingLast((text: string) => unstructured('Subject', text))

const lines = (...each: string[]): Buffer => Buffer.from(each.map((line) => `${line}\r\n`).join(''))

const part = (boundary: string, type: string, body: Body): Buffer[] => [
  lines(`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', ''),
  ...base64Lines(typeof body === 'string' ? [body] : body),
]
