import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseQuery, type Term, withTerm, writeQuery } from '../inbox/mailbox/query.ts'
import { anInbox } from './an-inbox.ts'

const words = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((text) => text.replaceAll('"', '').trim())
  .filter((text) => text !== '' && text !== '-' && !/^(from|to|subject|tag|is|has):$/i.test(text))
const aTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.record({
    field: fc.constantFrom(undefined, 'from' as const, 'to' as const, 'subject' as const, 'tag' as const),
    text: words,
    isNot: fc.boolean(),
  }),
  fc.record({
    field: fc.constant('is' as const),
    text: fc.constantFrom('read', 'unread'),
    isNot: fc.boolean(),
  }),
  fc.record({ field: fc.constant('has' as const), text: fc.constant('attachment'), isNot: fc.boolean() }),
)

test('what is written from terms is read as them', () => {
  fc.assert(
    fc.property(fc.array(aTerm, { maxLength: 6 }), (terms) => {
      expect(parseQuery(writeQuery(terms))).toEqual(terms)
    }),
  )
})

test('whatever is typed is a search, and reading it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (typed) => {
      const terms = parseQuery(typed)
      expect(parseQuery(writeQuery(terms))).toEqual(terms)
      for (const { text } of terms) expect(text).not.toMatch(/^\s*$|"/)
    }),
  )
})

test.each([
  ['from:news', [{ field: 'from', text: 'news', isNot: false }]],
  ['-To:"Ada Lovelace"', [{ field: 'to', text: 'Ada Lovelace', isNot: true }]],
  [
    'tag:kind=digest "the boats" -home',
    [
      { field: 'tag', text: 'kind=digest', isNot: false },
      { field: undefined, text: 'the boats', isNot: false },
      { field: undefined, text: 'home', isNot: true },
    ],
  ],
  ['https://a.example/x', [{ field: undefined, text: 'https://a.example/x', isNot: false }]],
  [
    'is:unread is:odd',
    [
      { field: 'is', text: 'unread', isNot: false },
      { field: undefined, text: 'is:odd', isNot: false },
    ],
  ],
  ['"not closed', [{ field: undefined, text: 'not closed', isNot: false }]],
  ['from: - ""', []],
])('%s is read', (typed, terms) => {
  expect(parseQuery(typed)).toEqual(terms)
})

test('a term is added once', () => {
  const term: Term = { field: 'is', text: 'unread', isNot: false }
  expect(withTerm('潮汐', term)).toBe('潮汐 is:unread')
  expect(withTerm('潮汐 is:unread', term)).toBe('潮汐 is:unread')
})

const subjectsIn = (body: string) =>
  [...body.matchAll(/<span class="subject" dir="auto">(.*?)<\/span>/g)].map(([, subject]) => subject)

const someMails = [
  { subject: 'One', text: 'The boats\ncame home', tags: { kind: 'digest' }, at: 1 },
  { subject: 'Two', from: 'Grace <grace@tides.example>', html: '<p>Ships &amp; <b>boats</b></p>', at: 2 },
  { subject: '第三 Ｔhree', to: ['林悦 <lin@readers.example>'], text: '潮水的方向', at: 3 },
  {
    subject: 'Four',
    attachment: { name: 'a.pdf', type: 'application/pdf', content: 'x' },
    outcome: 'bounced' as const,
    at: 4,
  },
]

test.each([
  ['boats', ['Two', 'One']],
  ['"boats came"', ['One']],
  ['"boats home"', []],
  ['BOATS -"came home"', ['Two']],
  ['from:grace', ['Two']],
  ['subject:three', ['第三 Ｔhree']],
  ['潮水', ['第三 Ｔhree']],
  ['to:林悦', ['第三 Ｔhree']],
  ['tag:kind=digest', ['One']],
  ['tag:bounced', ['Four']],
  ['has:attachment', ['Four']],
  ['-has:attachment -is:read', ['第三 Ｔhree', 'Two', 'One']],
  ['is:read', []],
])('%s finds', async (query, subjects) => {
  const { get } = await anInbox(someMails)
  expect(subjectsIn((await get(`/?${new URLSearchParams({ q: query })}`)).body)).toEqual(subjects)
})

test('a term and its opposite part all mails between them', async () => {
  const { get } = await anInbox(someMails)
  await fc.assert(
    fc.asyncProperty(aTerm, async (term) => {
      const found = async (isNot: boolean) => {
        const q = writeQuery([{ ...term, isNot }])
        return subjectsIn((await get(`/?${new URLSearchParams({ q })}`)).body)
      }
      const both = [...(await found(false)), ...(await found(true))]
      expect(both.sort()).toEqual(someMails.map(({ subject }) => subject).sort())
    }),
    { numRuns: 40 },
  )
})
