import { expect, test } from 'vitest'
import { hasWords, wordsOf } from '../../../functions/publication/words.ts'

test('a language has its own words, or those of its nearest relative', () => {
  expect(wordsOf('zh-CN').site.contents).toBe('目录')
  expect(wordsOf('zh-TW')).toBe(wordsOf('zh-CN'))
  expect(wordsOf('en-GB')).toBe(wordsOf('en'))
})

test('a language without any has English words, under its own name', () => {
  expect(wordsOf('es')).toMatchObject({ name: 'español', site: { contents: 'Contents' } })
  expect(wordsOf('ar').name).toBe('العربية')
  expect(wordsOf('a-b').name).toBe('a-b')
  expect([hasWords('en-GB'), hasWords('es')]).toEqual([true, false])
})
