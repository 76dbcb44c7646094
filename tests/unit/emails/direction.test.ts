import { expect, test } from 'vitest'
import { directionOf, directionOfText, otherDirection } from '../../../emails/direction.ts'

test.each(['ar', 'he', 'fa', 'ur', 'ps', 'sd', 'ug', 'yi', 'dv', 'ckb', 'az-Arab', 'nqo'])(
  '%s is written from right to left',
  (language) => expect(directionOf(language)).toBe('rtl'),
)

test.each(['zh-CN', 'en', 'ja', 'he-Latn', 'pa', 'xx', 'a-b'])(
  '%s is written from left to right',
  (language) => expect(directionOf(language)).toBe('ltr'),
)

test('a text has the direction of its first letter, whatever stands before it', () => {
  expect(directionOfText('“12: عربي and more')).toBe('rtl')
  expect(directionOfText('(1) latin عربي')).toBe('ltr')
  expect(directionOfText('64 · 2023')).toBeUndefined()
  expect(directionOfText('\u2068Matrix\u2069، العدد 64: \u2068A title\u2069')).toBe('rtl')
})

test('only a text of another direction needs to be set apart', () => {
  expect(otherDirection('English', 'rtl')).toBe('ltr')
  expect(otherDirection('English', 'ltr')).toBeUndefined()
  expect(otherDirection('64', 'rtl')).toBeUndefined()
})
