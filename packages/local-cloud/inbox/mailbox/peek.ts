import libmime from 'libmime'
import { addressOf, type Header, headersOf, headerValue, mailboxesOf, splitAt } from '../../ses/headers.ts'

export type Person = { name: string; address: string }

/** What the list shows of a mail, and what the search looks through. */
export type Peek = { from: Person; to: Person[]; subject: string; text: string; hasAttachment: boolean }

/**
 * Reads what the list needs from the start of a message. Parsing thousands of whole mails would take minutes.
 * @param head the first bytes of the message; a text that is cut off there is read up to that point
 */
export const peek = (head: Buffer): Peek => {
  const headers = headersOf(head)
  const people = (name: string) => mailboxesOf(headerValue(headers, name)).map(personOf)
  return {
    from: people('From')[0] ?? { name: '', address: '' },
    to: [...people('To'), ...people('Cc')],
    subject: decoded(headerValue(headers, 'Subject') ?? ''),
    text: textIn(head) ?? '',
    hasAttachment: /^multipart\/mixed\b/i.test(headerValue(headers, 'Content-Type') ?? ''),
  }
}

/** Decodes a header's UTF-8 bytes (RFC 6532) and encoded words (RFC 2047). */
export const decoded = (value: string): string =>
  libmime.decodeWords(Buffer.from(value, 'latin1').toString()).replace(/\s+/g, ' ').trim()

export const personOf = (mailbox: string): Person => {
  const address = addressOf(mailbox)
  const name = mailbox.includes('<') ? mailbox.slice(0, mailbox.lastIndexOf('<')) : ''
  return { name: decoded(name.trim().replace(/^"(.*)"$/s, '$1')), address: decoded(address) }
}

const mostDepth = 6

/** The first text in a message or in one of its parts; plain text is preferred to HTML. */
const textIn = (part: Buffer, depth = 0): string | undefined => {
  const headers = headersOf(part)
  const { value, params } = libmime.parseHeaderValue(headerValue(headers, 'Content-Type') || 'text/plain')
  const type = value.toLowerCase()
  const body = part.subarray(splitAt(part).body)
  if (type.startsWith('multipart/') && params.boundary && depth < mostDepth) {
    const parts = partsOf(body, params.boundary)
    return parts.map((one) => textIn(one, depth + 1)).find((text) => text !== undefined)
  }
  if (/attachment/i.test(headerValue(headers, 'Content-Disposition') ?? '')) return undefined
  if (type !== 'text/plain' && type !== 'text/html') return undefined
  const text = inCharset(bytesOf(body, headers), params.charset)
  return type === 'text/html' ? withoutMarkup(text) : text
}

const partsOf = (body: Buffer, boundary: string): Buffer[] => {
  const mark = Buffer.from(`--${boundary}`)
  const parts: Buffer[] = []
  for (let at = body.indexOf(mark); at >= 0; ) {
    const begin = body.indexOf('\n', at) + 1
    const next = body.indexOf(mark, at + mark.length)
    if (begin === 0) break
    parts.push(body.subarray(begin, next < 0 ? body.length : next))
    at = next
  }
  return parts
}

const bytesOf = (body: Buffer, headers: Header[]): Buffer => {
  const encoding = headerValue(headers, 'Content-Transfer-Encoding')?.toLowerCase()
  if (encoding === 'base64') return Buffer.from(body.toString('latin1'), 'base64')
  if (encoding !== 'quoted-printable') return body
  const text = body.toString('latin1').replace(/=[ \t]*\r?\n/g, '')
  const byte = (_: string, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
  return Buffer.from(text.replace(/=([0-9a-f]{2})/gi, byte), 'latin1')
}

const inCharset = (bytes: Buffer, charset = 'utf-8'): string => {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return bytes.toString() // A charset that nobody knows.
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' }

const withoutMarkup = (markup: string): string =>
  markup
    .replace(/<!--.*?-->|<(style|script|head|title)\b.*?<\/\1\s*>/gis, ' ')
    .replace(/<\/(p|div|tr|li|h\d)>|<br\b[^>]*>/gi, '\n\n')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => named[name]!)
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
