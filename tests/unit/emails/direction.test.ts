import { expect, test } from 'vitest'
import { directionOf, isolate, isolatedLine, otherDirection } from '../../../emails/direction.ts'

test.each(['ar', 'he', 'fa', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb', 'az-Arab', 'nqo'])(
  '%s is written from right to left',
  (language) => expect(directionOf(language)).toBe('rtl'),
)

test.each(['zh-CN', 'en', 'ja', 'he-Latn', 'pa', 'xx', 'a-b'])(
  '%s is written from left to right',
  (language) => expect(directionOf(language)).toBe('ltr'),
)

test('a text that has letters of its surroundings is written as they are, whichever come first', () => {
  expect(otherDirection('GPT-4 والبحر!', 'rtl')).toBeUndefined()
  expect(otherDirection('موج and the sea', 'ltr')).toBeUndefined()
  expect(otherDirection('\u2066Tide\u2069، العدد 64', 'rtl')).toBeUndefined()
  expect(otherDirection('\u2067موج\u2069: a story', 'rtl')).toBe('ltr')
})

test('only a text of another direction needs to be set apart', () => {
  expect(otherDirection('English', 'rtl')).toBe('ltr')
  expect(otherDirection('English', 'ltr')).toBeUndefined()
  expect(otherDirection('64', 'rtl')).toBeUndefined()
})

test.each([
  ['Tide 64!', 'rtl', '\u2066Tide 64!\u2069'],
  ['موج ٦٤!', 'ltr', '\u2067موج ٦٤!\u2069'],
  ['البحر (Sea)', 'rtl', '\u2067البحر (Sea)\u2069'],
  ['Tide 64!', 'ltr', 'Tide 64!'],
  ['矩阵 Matrix', 'ltr', '矩阵 Matrix'],
  ['موج', 'rtl', 'موج'],
  ['64!', 'rtl', '64!'],
] as const)(
  '%s in a sentence that is %s has marks only where it would turn something',
  (name, around, wanted) => {
    expect(isolate(name, around)).toBe(wanted)
  },
)

test('names in one line are each set apart', () => {
  expect(isolatedLine(['Tide!', 'موج', 'Press'], 'rtl')).toBe('\u2066Tide!\u2069 · موج · \u2066Press\u2069')
})
