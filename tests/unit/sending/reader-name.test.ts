import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { readerName } from '../../../functions/sending/deliver/reader-name.ts'
import { anIssue, aPublication, noon, theLinks } from '../../builders.ts'

const names = { 'zh-CN': '称呼', en: 'Name' }
const greeting = {
  field: 'name',
  texts: { 'zh-CN': '{name}，您好！', en: 'Dear {name},' },
  fallback: { 'zh-CN': '读者朋友', en: 'reader' },
}
const publication = aPublication({ fields: [{ id: 'name', kind: 'text', names }], greeting })
const siteUrl = 'https://matrix.example.org'
const issue = anIssue({}, publication)
const { digest } = await buildEdition({ issue, publication, language: 'en', siteUrl })

/** The mail of a reader who gave this name, as two parsers read it. */
const mailTo = async (name?: string) => {
  const messages = createDigestMessages({ publication, links: theLinks, siteUrl, now: () => noon })
  const fields: Record<string, string> = name ? { name } : {}
  const reader = { id: 'r'.repeat(32), email: 'ada@readers.example', topics: [], fields }
  const raw = Buffer.concat(messages(digest, 'hash', reader, { id: 'a--digest', kind: 'digest' }))
  const [mail, other] = [await simpleParser(raw), await PostalMime.parse(raw)]
  return { raw: raw.toString(), html: String(mail.html), text: mail.text!, to: other.to![0]!, mail }
}

test('a reader is addressed by the name they gave, in HTML, text and the To header', async () => {
  const { html, text, to } = await mailTo('林月 O’Hara')
  expect(html).toContain('Dear 林月 O’Hara,')
  expect(text).toContain('Dear 林月 O’Hara,')
  expect(to).toEqual({ name: '林月 O’Hara', address: 'ada@readers.example' })
})

test('a reader who gave no name is called by the fallback, and the header has the address alone', async () => {
  const { html, text, to } = await mailTo()
  expect(html).toContain('Dear reader,')
  expect(text).toContain('Dear reader,')
  expect(to).toEqual({ name: '', address: 'ada@readers.example' })
})

test.each([
  ['markup', '<b onclick="x">Ada</b>', '<b onclick="x">Ada</b>'],
  ['an entity', 'Ada &amp; Co', 'Ada &amp; Co'],
  ['quotes and a backslash', 'Ada "The \\ Countess" L’', 'Ada "The \\ Countess" L’'],
  ['line breaks', 'Ada\r\nBcc: everyone', 'Ada Bcc: everyone'],
  ['an emoji of several characters', 'Ada 👩‍🔬', 'Ada 👩‍🔬'],
  ['an override of direction', 'Ada\u202egnihton\u202c', 'Adagnihton'],
  ['what looks like an encoded word', '=?utf-8?B?QWRh?=', '=?utf-8?B?QWRh?='],
  ['half a character', 'Ada\ud83d', 'Ada'],
  ['what looks like a place for a name', '{name} $name', '{name} $name'],
])('a name with %s is shown as it is, and is nothing but a name', async (_, given, shown) => {
  const { raw, html, text, to, mail } = await mailTo(given)
  const escaped = shown
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
  expect(html).toContain(`Dear ${escaped},`)
  expect(text).toContain(`Dear ${shown},`)
  expect(to).toEqual({ name: shown, address: 'ada@readers.example' })
  expect(mail.bcc).toBeUndefined()
  expect(raw.split('\r\n').filter((line) => line.length > 998 || /^Bcc:/i.test(line))).toEqual([])
})

test.each([
  ['10,000 characters', '名'.repeat(10_000)],
  ['more than 60 characters', 'a'.repeat(61)],
  ['nothing but spaces and controls', ' \t\u0000\u202e '],
  ['an address of a website', 'win at https://evil.example'],
  ['an address that mail clients make a link', 'WWW.evil.example'],
  ['a mailbox', 'Ada\r\nBcc: everyone@example.org'],
  ['a bare domain', 'bit.ly/x9'],
  ['a domain that is cut by what readers do not see', 'evil.\u202ecom'],
  ['the mark of a place for a name', 'slot.invalid:name'],
])('a name of %s is none: the fallback stands there', async (_, given) => {
  const { html, to } = await mailTo(given)
  expect(html).toContain('Dear reader,')
  expect(to.name).toBe('')
})

test('60 characters are a name, however many code units they take', () => {
  expect(readerName(publication, { name: '𠮷'.repeat(60) })).toBe('𠮷'.repeat(60))
})

test('a publication without a greeting calls nobody by name', () => {
  expect(readerName(aPublication(), { name: 'Ada' })).toBeUndefined()
})

test.each([
  [{ ...greeting, field: 'role' }, 'names the field role, which is no text field of fields'],
  [{ ...greeting, texts: { ...greeting.texts, en: 'Hello' } }, 'must say {name} once in its en text'],
  [{ ...greeting, fallback: { 'zh-CN': '读者' } }, 'has no en text'],
])('a greeting that cannot be made is refused', (wrong, reason) => {
  expect(() => aPublication({ fields: [{ id: 'name', kind: 'text', names }], greeting: wrong })).toThrow(
    reason,
  )
})
