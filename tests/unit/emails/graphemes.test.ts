import { expect, test } from 'vitest'
import { boundaryAt, graphemesOf } from '../../../emails/graphemes.ts'

const family = '👩‍👩‍👧'

test('characters are told as a reader counts them', () => {
  expect([...graphemesOf(`a${family}e\u0301字`)]).toEqual(['a', family, 'e\u0301', '字'])
})

test('a text is cut before the character that stands there, never within it', () => {
  const text = `ab${family}c`
  expect([0, 1, 2, 3, 6, text.length - 1, 99].map((at) => boundaryAt(text, at))).toEqual([
    0,
    1,
    2,
    2,
    2,
    text.length - 1,
    text.length,
  ])
  expect(boundaryAt(text, -1)).toBe(0)
})
