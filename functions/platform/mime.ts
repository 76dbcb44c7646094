import { randomBytes } from 'node:crypto'
import { base64Lines, type SharedText } from './shared-text.ts'

/** A body, whole or in pieces. */
export type Body = string | readonly (string | SharedText)[]

/** Everything of a message but its reader-specific parts. Header values may hold any Unicode text, never line breaks. */
export type Message = {
  from: { name: string; address: string }
  to: string
  replyTo?: string
  subject: string
  /** In the order to be written; values must be ASCII. */
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

/** One boundary does for many messages: both bodies are base64, which has no underscore (RFC 2046 §5.1.1). */
export const newBoundary = (): string => `=_${randomBytes(12).toString('hex')}`

/** The same in parts, to be joined: shared texts are the same buffers in each message. */
export const messageParts = (message: Message, boundary = newBoundary()): Buffer[] => {
  const headers = [
    ['From', `${phrase(message.from.name)} <${addressSpec(message.from.address)}>`],
    ['To', addressSpec(message.to)],
    ...(message.replyTo ? [['Reply-To', addressSpec(message.replyTo)]] : []),
    ['Subject', unstructured(message.subject)],
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

const lines = (...each: string[]): Buffer => Buffer.from(each.map((line) => `${line}\r\n`).join(''))

const part = (boundary: string, type: string, body: Body): Buffer[] => [
  lines(`--${boundary}`, `Content-Type: ${type}; charset=utf-8`, 'Content-Transfer-Encoding: base64', ''),
  ...base64Lines(typeof body === 'string' ? [body] : body),
]

/** Folding is ours alone; a break inside a value would start a header of its own. */
const refuseBreaks = (name: string, value: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value.replace(/\r\n /g, ''))) {
    throw new RangeError(`The header ${name} must not hold a line break or control character`)
  }
  return value
}

const addressSpec = (address: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x20\x7f<>,;:"()[\]\\]/.test(address))
    throw new RangeError('An address holds a character that no header may')
  return address
}

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?')

/** A display name: as it is when it is plain, quoted when it has specials (RFC 5322 §3.2.4), else encoded words. */
const encodePhrase = (name: string): string => {
  if (!isPlain(name)) return encodeWords(refuseBreaks('From', name))
  return /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(name) ? name : `"${name.replace(/(["\\])/g, '\\$1')}"`
}

/** The last answer is kept: a send has one sender and one subject. */
const keepingLast = (encode: (text: string) => string) => {
  let last: { text: string; encoded: string } | undefined
  return (text: string): string => {
    if (last?.text !== text) last = { text, encoded: encode(text) }
    return last.encoded
  }
}

const encodeUnstructured = (text: string): string =>
  isPlain(text) && text.length <= 900 ? text : encodeWords(refuseBreaks('Subject', text))

/** RFC 2047: words of at most 75 characters, never splitting a character, folded onto lines of their own. */
const encodeWords = (text: string): string => {
  const words: string[] = []
  let chunk = ''
  for (const character of text) {
    // 45 octets make 60 characters of base64; with =?utf-8?B? and ?= that is 72.
    if (Buffer.byteLength(chunk + character) > 45) {
      words.push(chunk)
      chunk = ''
    }
    chunk += character
  }
  words.push(chunk)
  return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ')
}

const phrase = keepingLast(encodePhrase)
const unstructured = keepingLast(encodeUnstructured)
