import fc from 'fast-check'
import { expect, test } from 'vitest'
import { base64Lines, joinedTexts, sharedText } from '../../../functions/mail/shared-text.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 200 })
const pieces = fc.array(fc.record({ text, isShared: fc.boolean() }), { maxLength: 8 })

test('shared texts and a reader’s own between them read as one text, in lines of at most 76', () => {
  fc.assert(
    fc.property(pieces, (parts) => {
      const encoded = base64Lines(
        parts.map(({ text, isShared }) => (isShared ? sharedText(text) : text)),
      ).join('')
      const lines = encoded.split('\r\n')
      expect(lines.at(-1)).toBe('')
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76)
      // Padding stands at the end only: a strict decoder stops at it.
      expect(encoded.replace(/=*\r\n$/, '')).not.toContain('=')
      const whole = parts.map((part) => part.text.replace(/\r?\n/g, '\r\n')).join('')
      expect(Buffer.from(encoded, 'base64').toString()).toBe(whole)
    }),
    { numRuns: 500 },
  )
})

test('a shared text is encoded once for each place in a group that it is met at', () => {
  const shared = sharedText('<p>你好</p>')
  for (const open of [0, 1, 2]) expect(shared.after(open)).toBe(shared.after(open))
})

test('joined texts are encoded byte for byte as one after the other, between a reader’s own', () => {
  const short = fc.oneof(text, fc.string({ maxLength: 2 }))
  fc.assert(
    fc.property(short, fc.array(short, { minLength: 1, maxLength: 6 }), short, (before, texts, after) => {
      const run = texts.map((one) => sharedText(one))
      const apart = base64Lines([before, ...run, after])
      expect(base64Lines([before, joinedTexts(run), after]).join('')).toBe(apart.join(''))
    }),
    { numRuns: 1_000 },
  )
})

test('joined texts are the same buffer in each message that has them at the same place in a group', () => {
  const run = joinedTexts([sharedText('<p>你'), sharedText('好</p>')])
  expect(base64Lines(['a', run])).toContain(base64Lines(['b', run])[1])
})
