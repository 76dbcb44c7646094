import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip, firstColumns, shorten, wordsWithin } from '../../../functions/publication/shorten.ts'

test('what is short enough stays as it is', () => {
  expect(shorten('Ten signs!', 10)).toBe('Ten signs!')
})

test.each([
  ['One two three four', 12, 'One two…'],
  ['One two, three four', 12, 'One two…'],
  ['First of them. Second, and so on.', 20, 'First of them. …'],
  ['Version 1.2 of a thing and more', 16, 'Version 1.2 of…'],
  ['深度学习的最新进展与应用前景展望', 8, '深度学习的最新…'],
  ['第一句话到此结束。第二句话说得更长一些。', 12, '第一句话到此结束。…'],
  ['第一句，“第二句话说得更长一些”。', 6, '第一句…'],
  ['العربية لغة جميلة جدا', 14, 'العربية لغة…'],
  ['Supercalifragilistic', 8, 'Superca…'],
  ['👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 3, '👩‍👩‍👧‍👦👩‍👩‍👧‍👦…'],
])('“%s” in %i signs is “%s”', (text, most, short) => {
  expect(shorten(text, most)).toBe(short)
})

test('no text becomes longer than asked for, ends otherwise, or is cut within a sign', () => {
  const text = fc.string({
    unit: fc.oneof(fc.constantFrom('。', '. ', '，', 'é', '字', ' '), fc.string({ unit: 'grapheme' })),
  })
  fc.assert(
    fc.property(text, fc.integer({ min: 4, max: 60 }), (whole, most) => {
      const short = shorten(whole, most)
      if (short === whole) return
      expect([...new Intl.Segmenter().segment(short)].length).toBeLessThanOrEqual(most + 1)
      expect(short.endsWith('…')).toBe(true)
      expect(short.isWellFormed()).toBe(whole.isWellFormed() || short.isWellFormed())
    }),
  )
})

test('what is quoted is cut between two signs, and never is longer than asked for', () => {
  expect(clip('Ten signs!', 10)).toBe('Ten signs!')
  expect(clip('Ten signs! And more', 10)).toBe('Ten signs!…')
  expect(clip('👩‍👩‍👧‍👦'.repeat(3), 2)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…')
  const heap = clip(`a${'\u0301'.repeat(5_000)}`, 10)
  expect(heap.length).toBeLessThanOrEqual(200)
})

test('whole words are kept of a text, up to so many columns', () => {
  expect(wordsWithin('One, two, three', 60, 'en')).toBe('One, two, three')
  expect(wordsWithin('One, two, three', 11, 'en')).toBe('One, two…')
  expect(wordsWithin('深度学习的最新进展', 9, 'zh-CN')).toBe('深度学习…')
})

test('a line of a terminal ends before the character for which it has no room', () => {
  expect(firstColumns('一二三', 5)).toBe('一二')
  expect(firstColumns('一二三', 6)).toBe('一二三')
})
