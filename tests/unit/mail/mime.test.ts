import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import PostalMime from 'postal-mime'
import { expect, test } from 'vitest'
import { buildMessage, type Message } from '../../../functions/mail/mime.ts'

const message = (but: Partial<Message> = {}): Message => ({
  from: { name: '矩阵 Matrix', address: 'matrix@news.example.org' },
  to: 'reader@example.org',
  replyTo: 'editors@example.org',
  subject: '矩阵 Matrix 第 64 期：微软CTO对话比尔·盖茨',
  headers: { 'List-Id': 'matrix <matrix.news.example.org>' },
  text: '你好\n第二行\n',
  html: '<p>你好 &amp; 再见</p>\n',
  ...but,
})

test('an independent parser reads the message back', async () => {
  const read = await simpleParser(buildMessage(message()))
  expect(read.subject).toBe('矩阵 Matrix 第 64 期：微软CTO对话比尔·盖茨')
  expect(read.from?.value).toEqual([{ name: '矩阵 Matrix', address: 'matrix@news.example.org' }])
  expect(read.text).toBe('你好\n第二行\n')
  expect(read.html).toBe('<p>你好 &amp; 再见</p>\n')
  expect(read.headerLines.find(({ key }) => key === 'list-id')?.line).toBe(
    'List-Id: matrix <matrix.news.example.org>',
  )
})

test('any subject and any text come back as they were, in lines that every server takes', async () => {
  const printable = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((text) => !/\p{Cc}|\s/u.test(text))
  await fc.assert(
    fc.asyncProperty(printable, printable, async (subject, text) => {
      const raw = buildMessage(message({ subject: `S${subject}`, text }))
      expect(
        Math.max(
          ...String(raw)
            .split('\r\n')
            .map((line) => line.length),
        ),
      ).toBeLessThanOrEqual(998)
      const read = await simpleParser(raw)
      expect(read.subject).toBe(`S${subject}`)
      expect((read.text ?? '').trimEnd()).toBe(text)
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['subject', { subject: 'Hello\r\nBcc: everyone@example.org' }],
  ['recipient', { to: 'reader@example.org\r\nBcc: everyone@example.org' }],
  ['second recipient', { to: 'reader@example.org, everyone@example.org' }],
  ['sender name', { from: { name: '矩\n阵', address: 'matrix@news.example.org' } }],
  ['header', { headers: { 'List-Id': 'matrix\r\nX: y' } }],
])('a %s cannot bring a header of its own', (_, but) => {
  expect(() => buildMessage(message(but))).toThrow(RangeError)
})

test.each([
  ['words', `${'word '.repeat(99)}word.`],
  ['one long word', 'w'.repeat(500)],
  ['Chinese', '矩'.repeat(500)],
  ['two spaces at a fold', `${'w'.repeat(64)}  ${'x'.repeat(70)} y`],
])('a subject of 500 characters comes back whole, folded (%s)', async (_, subject) => {
  const raw = buildMessage(message({ subject }))
  expect((await simpleParser(raw)).subject).toBe(subject)
  expect((await PostalMime.parse(raw)).subject).toBe(subject)
  const lines = /Subject: [\s\S]*?(?=\r\n\S)/.exec(raw.toString())![0].split('\r\n')
  const longestWord = Math.max(...subject.split(/ +/).map((word) => word.length))
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(
    /^[ -~]+$/.test(subject) && !subject.includes('  ') ? Math.max(76, longestWord + 9) : 76,
  )
})
