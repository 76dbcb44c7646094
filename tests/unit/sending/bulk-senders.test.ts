import { type HeaderLines, simpleParser } from 'mailparser'
import { beforeAll, describe, expect, test } from 'vitest'
import { messageOf, publication, realDigests, siteUrl } from './real-digests.ts'

let raw: string
let lines: HeaderLines
let from: string
beforeAll(async () => {
  const message = messageOf((await realDigests()).get('zh-CN')!)
  raw = message.toString('latin1')
  const parsed = await simpleParser(message)
  lines = parsed.headerLines
  from = parsed.from!.value[0]!.address!
})
const header = (name: string): string[] =>
  lines
    .filter(({ key }) => key === name.toLowerCase())
    .map(({ line }) => line.replace(/\r\n\s+/g, ' ').slice(name.length + 2))

describe('Gmail, "Email sender guidelines"', () => {
  test('the From address is of the domain that the stack signs for: DKIM and DMARC align', () => {
    // tests/infra/mail.test.ts holds that this domain has DKIM, a MAIL FROM below it with SPF, and DMARC.
    expect(from).toBe(publication.sender.address)
  })
  test('the message has one From, with one address', () => {
    expect(header('From')).toHaveLength(1)
    expect(header('From')[0]!.match(/@/g)).toHaveLength(1)
  })
  test('one-click unsubscribing: both headers, one https address, the marker to the letter (RFC 8058 §3.1)', () => {
    expect(header('List-Unsubscribe')).toEqual([expect.stringMatching(/^<https:\/\/[^<>\s]+>$/)])
    expect(header('List-Unsubscribe-Post')).toEqual(['List-Unsubscribe=One-Click'])
  })
  test('a visible link to unsubscribe stands in the body of both parts', async () => {
    const { html, text } = await simpleParser(Buffer.from(raw, 'latin1'))
    const link = `${siteUrl}/unsubscribe?token=`
    expect(String(html).replace(/&amp;/g, '&')).toContain(link)
    expect(text).toContain(link)
  })
  test('headers that may stand once do (RFC 5322 §3.6)', () => {
    for (const name of ['From', 'To', 'Subject', 'Reply-To', 'MIME-Version', 'Content-Type', 'List-Id'])
      expect(header(name)).toHaveLength(1)
  })
  test('it is HTML and text of the same, and hides nothing by script or form', async () => {
    const { html } = await simpleParser(Buffer.from(raw, 'latin1'))
    expect(raw).toMatch(/^Content-Type: multipart\/alternative;/m)
    expect(String(html)).not.toMatch(/<(script|form|iframe|object|embed)\b/i)
  })
  test('the Feedback-ID has four parts, the last the sender’s own in 5 to 15 characters', () => {
    const [id] = header('Feedback-ID')
    expect(id!.split(':')).toHaveLength(4)
    expect(id).toMatch(/:[A-Za-z0-9]{5,15}$/)
  })
  test('it is shorter than what Gmail clips', async () => {
    const { html } = await simpleParser(Buffer.from(raw, 'latin1'))
    expect(Buffer.byteLength(String(html))).toBeLessThan(90_000)
  })
})

describe('Yahoo, "Sender Best Practices"', () => {
  test('unsubscribing takes one click and no cookie: the link alone says who and from which send', () => {
    expect(header('List-Unsubscribe')[0]).toMatch(/[?&]token=[\w.~-]+>$/)
  })
  test('List-Id names the list under a domain of the sender’s (RFC 2919 §2)', () => {
    const domain = publication.sender.address.split('@')[1]
    expect(header('List-Id')[0]).toMatch(new RegExp(`<[\\w-]+\\.${domain!.replaceAll('.', '\\.')}>$`))
  })
  test('lines are at most 998 characters, those of base64 at most 76 (RFC 5322 §2.1.1, RFC 2045 §6.8)', () => {
    const [head = '', ...bodies] = raw.split('\r\n\r\n')
    for (const line of head.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
    for (const line of bodies.join('\r\n').split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
    for (const line of raw.split('\r\n').filter((one) => /^[A-Za-z0-9+/]{60,}=*$/.test(one)))
      expect(line.length).toBeLessThanOrEqual(76)
  })
})

describe('Microsoft, "Outlook’s requirements for high-volume senders"', () => {
  test('the Reply-To address can be written to: it is the editors’', () => {
    expect(header('Reply-To')).toEqual([publication.replyTo])
  })
  test('the subject says what the message is, and is neither a reply nor a forward', async () => {
    const { subject } = await simpleParser(Buffer.from(raw, 'latin1'))
    expect(subject).toContain('GPT-4')
    expect(subject).not.toMatch(/^(re|fwd?|aw|wg)\s*:/i)
  })
  test('the body has a postal address and says why the reader gets it', async () => {
    const { text } = await simpleParser(Buffer.from(raw, 'latin1'))
    expect(text).toContain(publication.postalAddress['zh-CN']!.slice(0, 12))
  })
})

test('SES adds Message-ID and Date; what SES strips or overwrites is not written', () => {
  for (const name of ['Message-ID', 'Date', 'X-SES-Configuration-Set', 'Bcc', 'Return-Path'])
    expect(header(name)).toEqual([])
})

test('nobody is followed: no picture from elsewhere, none of a pixel, and every link is our own or the reader’s', async () => {
  const { html } = await simpleParser(Buffer.from(raw, 'latin1'))
  const pictures = [...String(html).matchAll(/<img\b[^>]*>/g)].map(([tag]) => tag)
  for (const tag of pictures) {
    expect(tag).toContain(`src="${siteUrl}/`)
    expect(Number(/width="(\d+)"/.exec(tag)?.[1])).toBeGreaterThan(20)
  }
  for (const [, href = ''] of String(html).matchAll(/<a\b[^>]*href="([^"]*)"/g))
    expect(href).toMatch(/^(https:|mailto:)/)
})

test.each([
  ['en', (subject: string) => `[Test] ${subject}`, 'A test: this issue is not sent yet.'],
  ['zh-CN', (subject: string) => `【测试】${subject}`, '这是一封测试邮件，本期尚未正式发送。'],
])(
  'a test is marked as one in the reader’s language, and is the same message otherwise (%s)',
  async (language, marked, note) => {
    const digest = (await realDigests()).get(language)!
    const [test, sent] = await Promise.all([
      simpleParser(messageOf(digest, { kind: 'test' })),
      simpleParser(messageOf(digest)),
    ])
    expect(test.subject).toBe(marked(digest.subject))
    expect(test.text!.replace(`${note}\n\n`, '')).toBe(sent.text)
    expect(String(sent.html)).not.toContain(note)
    expect(String(test.html)).toContain(note)
  },
)

test('a new reader is told why they get an issue that went out before', async () => {
  const digest = (await realDigests()).get('en')!
  const { html, text, subject } = await simpleParser(messageOf(digest, { kind: 'welcome' }))
  for (const part of [String(html), text]) expect(part).toContain('Welcome to Matrix.')
  expect(subject).toBe(digest.subject)
})
