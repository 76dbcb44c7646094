import { type Header, headersOf, headerValue, mailboxesOf, splitAt } from './headers.ts'

/** A message as received, before SES validates it. */
export type Draft = {
  source: string
  destinations: string[]
  raw: Buffer
  headers: Header[]
  tags: Record<string, string>
  configurationSet?: string | undefined
}

/** A call's parameters besides the raw message. */
export type Envelope = {
  source?: string | undefined
  destinations: string[]
  tags: { name: string; value: string }[]
  configurationSet?: string | undefined
}

const headerTags = (value: string | undefined): { name: string; value: string }[] =>
  (value ?? '')
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean)
    .map((pair) => {
      const [name = '', ...rest] = pair.split('=')
      return { name: name.trim(), value: rest.join('=').trim() }
    })

const recipients = (headers: Header[]): string[] =>
  ['To', 'Cc', 'Bcc'].flatMap((name) => mailboxesOf(headerValue(headers, name)))

/**
 * Combines a call's parameters with its raw message. Parameters override the X-SES-* headers; tags are replaced as a
 * whole (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-send-email.html).
 */
export const draftOf = (raw: Buffer, envelope: Envelope): Draft => {
  const headers = headersOf(raw)
  const tags = envelope.tags.length ? envelope.tags : headerTags(headerValue(headers, 'X-SES-MESSAGE-TAGS'))
  return {
    source: envelope.source ?? headerValue(headers, 'From') ?? '',
    destinations: envelope.destinations.length ? envelope.destinations : recipients(headers),
    raw,
    headers,
    tags: Object.fromEntries(tags.map(({ name, value }) => [name, value])),
    configurationSet: envelope.configurationSet ?? headerValue(headers, 'X-SES-CONFIGURATION-SET'),
  }
}

const replaced = /^(message-id|date|bcc|return-path|x-ses-.*)$/i

// In us-east-1 the domain does not contain the region.
const mailDomain = (region: string) => (region === 'us-east-1' ? 'email' : region)

/** The Message-ID header that readers see, from SES's message id. */
export const messageIdHeader = (id: string, region: string): string =>
  `<${id}@${mailDomain(region)}.amazonses.com>`

/**
 * The message as a mailbox provider receives it: SES has set Message-ID and Date, and removed Bcc and X-SES-*
 * (https://docs.aws.amazon.com/ses/latest/dg/header-fields.html).
 * @param at Unix milliseconds
 */
export const outgoing = (draft: Draft, id: string, at: number, region: string): Buffer => {
  const { body } = splitAt(draft.raw)
  const kept = draft.headers
    .filter((header) => !replaced.test(header.name))
    .map((header) => (header.source.endsWith('\n') ? header.source : `${header.source}\r\n`))
  const date = new Date(at).toUTCString().replace('GMT', '+0000')
  const head = `${kept.join('')}Message-ID: ${messageIdHeader(id, region)}\r\nDate: ${date}\r\n\r\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), draft.raw.subarray(body)])
}
