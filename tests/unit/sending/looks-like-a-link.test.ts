import fc from 'fast-check'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { mayBecomeLink } from '../../../functions/sending/deliver/looks-like-a-link.ts'

test.each([
  'J. R. R. Tolkien',
  'J.R.R. Tolkien',
  'J.R.R.Tolkien',
  'J. K. ROWLING',
  'St. John',
  'St.John',
  'Dr. Kim',
  'Dr.Müller',
  'Dr.-Ing. Weiß',
  'B.Eng. Ada',
  'Anne.Marie',
  'Jean-Luc',
  'O’Brien',
  "D'Arcy",
  'Kumar s/o Raman',
  'Kaniehtí:io',
  '王小明',
  '王．小明',
  '列奥纳多·达·芬奇',
  'А.С.Пушкин',
  'Γ.Σεφέρης',
  'محمد بن سلمان',
  'Martin Luther King, Jr.',
  'Ada…',
  'Ada...Lovelace',
  'Ada 👩‍🔬',
  '1.5',
  'Ada 2.0',
  '+49 30 1234567',
  'Ada "The \\ Countess" L’',
])('%s is a name', (name) => {
  expect(mayBecomeLink(name)).toBe(false)
})

test.each([
  ['a bare domain', 'evil.com'],
  ['one in capitals', 'EVIL.COM'],
  ['one like a name', 'Evil.Shop'],
  ['one like initials', 'T.Co'],
  ['a country’s', 'x.li'],
  ['one with a path', 'bit.ly/x9'],
  ['one with a port', 'evil.com:8080'],
  ['one with a name around it', 'Ada (evil.com) Lovelace'],
  ['one before Chinese', '请看evil.com谢谢'],
  ['one before a letter that is not ASCII', 'evil.comé'],
  ['one before a digit', 'evil.com2'],
  ['one before a hyphen', 'evil.com-Ada'],
  ['one before a dot', 'evil.com.Ada'],
  ['one of numbers', '163.com'],
  ['one of emoji', 'i❤.ws'],
  ['one that no list has yet', 'evil.newdomain'],
  ['a subdomain', 'login.bank.example.org'],
  ['a Russian one', 'пример.рф'],
  ['a Chinese one', '例子.中国'],
  ['a Chinese one with a Chinese dot', '例子。中国'],
  ['a Chinese one in a sentence', '例子.中国王小明'],
  ['a Japanese one', 'エビル.みんな'],
  ['a Korean one', '이블.닷컴'],
  ['an Arabic one', 'موقع.شبكة'],
  ['an Indian one', 'उदाहरण.भारत'],
  ['a German one', 'münchen.de'],
  ['a German one with a German end', 'evil.vermögensberater'],
  ['one in Punycode', 'evil.xn--p1ai'],
  ['full-width letters', 'ｅｖｉｌ．ｃｏｍ'],
  ['a full-width dot', 'evil．com'],
  ['an ideographic full stop', 'evil。com'],
  ['a half-width full stop', 'evil｡com'],
  ['a small full stop', 'evil﹒com'],
  ['a one-dot leader', 'evil․com'],
  ['a full-width slash', 'https：／／evil'],
  ['a zero-width space in it', 'evil\u200b.com'],
  ['a zero-width space in its end', 'evil.c\u200bom'],
  ['a soft hyphen', 'evil.\u00adcom'],
  ['a joiner', 'evil\u2060.\u2060com'],
  ['a variation selector', 'evil.\ufe0fcom'],
  ['a mark on its last letter', 'evil.com\u0301\u0302'],
  ['a mailbox', 'ada@example.org'],
  ['a mailbox at a host', 'ada@localhost'],
  ['a full-width mailbox', 'ada＠example．org'],
  ['a scheme', 'https://evil'],
  ['a mail scheme', 'mailto:ada'],
  ['a telephone scheme', 'tel:+4930'],
  ['a script', 'JavaScript:alert(1)'],
  ['www', 'www.Ada'],
  ['an address by number', '192.168.0.1'],
  ['a share', '\\\\server\\folder'],
])('a link may be made of %s: %s', (_, text) => {
  expect(mayBecomeLink(text)).toBe(true)
})

const word = fc.constantFrom(
  'Ada',
  'Müller',
  'O’Brien',
  'van',
  'der',
  '王小明',
  'Пушкин',
  'St',
  'J',
  'Jean',
  'محمد',
  'Kim',
)
const between = fc.constantFrom(' ', '-', ', ', '. ', ' · ', '·', '’', ' & ', '\u200d')

test('words of names, with spaces after their dots, are names', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(word, between), { minLength: 1, maxLength: 6 }), (parts) => {
      expect(mayBecomeLink(parts.flat().join('').trim())).toBe(false)
    }),
  )
})

const host = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/)
const ends = fc.constantFrom(
  'com',
  'de',
  'cn',
  'org',
  'shop',
  'kim',
  'xn--p1ai',
  'рф',
  '中国',
  'みんな',
  'भारत',
  '닷컴',
)
const dots = fc.constantFrom('.', '．', '。', '｡', '․', '.\u200b', '\u2060.', '.\u00ad')
const before = fc.constantFrom('', 'Ada ', '(', 'http://', '王', 'www.', 'a@', 'Ada,')
const after = fc.constantFrom('', '/x9', '?a', ':80', ')', '.', ' Ada', '#x', '／x')
const upper = (text: string, mask: number) =>
  [...text].map((letter, at) => ((mask >> (at % 16)) & 1 ? letter.toUpperCase() : letter)).join('')

test('a domain is found however it is written and whatever stands around it', () => {
  fc.assert(
    fc.property(before, host, dots, ends, after, fc.nat(65_535), (...[left, name, dot, end, right, mask]) => {
      expect(mayBecomeLink(upper(`${left}${name}${dot}${end}${right}`, mask))).toBe(true)
    }),
  )
})

/** What a mail client of this kind makes of a text: mailparser shows texts as linkify-it does, with the list of IANA. */
const hasLink = async (text: string): Promise<boolean> => {
  const mail = await simpleParser(`Content-Type: text/plain; charset=utf-8\r\n\r\nDear ${text},\r\n`)
  return /<a\s/.test(mail.textAsHtml ?? '')
}

test('of what is taken for a name, a client that knows all domains makes no link', async () => {
  expect(await hasLink('evil.com')).toBe(true)
  const piece = fc.oneof(
    word,
    host,
    ends,
    dots,
    before,
    after,
    fc.constantFrom('/', ':', '@', '//', '-', '_', ' ', '1.2.3.4', 'T', 'Co', 'localhost', 'ftp:', '[', '\\'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
      const name = pieces
        .join('')
        .replace(/[\s\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ')
        .trim()
      fc.pre(name !== '' && !mayBecomeLink(name))
      expect(await hasLink(name), name).toBe(false)
    }),
    { numRuns: 1_500 },
  )
})
