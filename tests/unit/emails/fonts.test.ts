import { expect, test } from 'vitest'
import { fontsOf, titleWrapOf } from '../../../emails/fonts.ts'

test.each([
  ['zh-CN', 'PingFang SC'],
  ['zh-Hans-HK', 'PingFang SC'],
  ['zh-TW', 'PingFang TC'],
  ['zh-HK', 'PingFang TC'],
  ['ja', 'Hiragino Sans'],
  ['ko', 'Malgun Gothic'],
  ['ar', 'Geeza Pro'],
  ['fa', 'Geeza Pro'],
  ['en', 'Helvetica Neue'],
  ['a-b', 'Helvetica Neue'],
])('%s is set in fonts of its script, such as %s', (language, font) => {
  expect(fontsOf(language).text).toContain(font)
})

test('titles are balanced only where words are parted by spaces', () => {
  expect(['zh-CN', 'zh-TW', 'ja'].map(titleWrapOf)).toEqual(['pretty', 'pretty', 'pretty'])
  expect(['ko', 'en', 'ar'].map(titleWrapOf)).toEqual(['balance', 'balance', 'balance'])
})
