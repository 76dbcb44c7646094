import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenIn, keptAnswer } from '../../../functions/webhooks/kept-answer.ts'

const address = 'Ada+news@example.org'
const name = 'Zoë “Z” O’Neil & <Söhne>'

test.each([
  ['as it was sent', JSON.stringify({ address, name })],
  ['in other letters', `no such person: ${address.toUpperCase()}`],
  ['as a form writes it', new URLSearchParams({ address, name }).toString()],
  [
    'as HTML writes it',
    `<p>Ada+news&#64;example.org ${name.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</p>`,
  ],
  [
    'as JSON of ASCII',
    '{"a":"Ada+news\\u0040example.org","n":"Zo\\u00eb \\u201cZ\\u201d O\\u2019Neil & <S\\u00f6hne>"}',
  ],
])('what a reader is told by is not kept of an answer that sends it back: %s', (_, answer) => {
  const kept = keptAnswer(answer, [address, name], false)
  expect(kept).toContain('[…]')
  expect(kept).not.toMatch(/ada|example|neil|hne/iu)
})

test('addresses of anybody are not kept, also where we sent none', () => {
  expect(keptAnswer('to: eve@example.org, bob%40example.org', [], false)).toBe('to: […], […]')
  expect(keptAnswer('401 Unauthorized', [], false)).toBe('401 Unauthorized')
})

test('what was cut off in the middle of a name shows no part of it', () => {
  expect(keptAnswer('hello Zebedi', ['Zebediah'], true)).not.toContain('Zebe')
})

test('an answer is kept as a short text that writes nowhere else', async () => {
  await fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.string({ minLength: 2 }),
      (text, hidden) => {
        const kept = keptAnswer(text, [hidden], false)
        expect(kept.length).toBeLessThanOrEqual(300)
        expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u)
      },
    ),
  )
})

test('an address and what a reader answered are hidden, and their id is not', () => {
  expect(hiddenIn({ reader: { id: 'a1', address, language: 'en', fields: { name, town: 'Ulm' } } })).toEqual([
    address,
    name,
    'Ulm',
  ])
  expect(hiddenIn({ send: { id: 'i_1' } })).toEqual([])
})
