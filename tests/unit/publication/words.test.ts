import { afterEach, expect, test } from 'vitest'
import { hasWords, useOwnWords, wordsOf } from '../../../functions/publication/words.ts'

afterEach(() => useOwnWords({}))

test('a language has its own words, or those of its nearest relative', () => {
  expect(wordsOf('zh-CN').site.contents).toBe('目录')
  expect(wordsOf('en-GB')).toBe(wordsOf('en'))
  expect(wordsOf('de-AT')).toBe(wordsOf('de'))
})

test.each([
  ['zh-TW', ['zh-HK', 'zh-MO', 'zh-Hant', 'zh-Hant-HK']],
  ['zh-CN', ['zh', 'zh-SG', 'zh-Hans', 'zh-Hans-HK', 'zh-cn']],
])('Chinese is read in the script in which it is written: %s', (tag, relatives) => {
  for (const relative of relatives) expect(wordsOf(relative), relative).toBe(wordsOf(tag))
})

test('a language without any has English words, under its own name', () => {
  expect(wordsOf('pt-BR')).toMatchObject({ name: 'português (Brasil)', site: { contents: 'Contents' } })
  expect(wordsOf('he').name).toBe('עברית')
  expect(wordsOf('a-b').name).toBe('a-b')
  expect([hasWords('en-GB'), hasWords('pt-BR')]).toEqual([true, false])
})

test('a publication’s own words go before Masthead’s, which stay where it has none', () => {
  const before = wordsOf('zh-HK')
  useOwnWords({ 'zh-HK': { site: { contents: '目次' } }, pt: { site: { contents: 'Sumário' } } })
  expect(wordsOf('zh-HK').site).toMatchObject({ contents: '目次', archive: before.site.archive })
  expect(wordsOf('zh-TW').site.contents).toBe('目錄')
  expect(wordsOf('pt-BR').site.contents).toBe('Sumário')
  useOwnWords({})
  expect(wordsOf('zh-HK')).toBe(before)
})
