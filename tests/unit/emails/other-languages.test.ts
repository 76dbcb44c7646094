import { expect, test } from 'vitest'
import { mj } from '../../../emails/markup.ts'
import { phrasesOf } from '../../../emails/other-languages.ts'
import { typeset } from '../../../emails/typeset.ts'

test.each([
  ['Chinese in English', 'Chen Ran’s essay 《潮汐的记忆》 is out', 'en', '《潮汐的记忆》', 'zh'],
  ['Chinese alone', '退潮之后', 'en', '退潮之后', 'zh'],
  ['Japanese in French', 'Le mot いただきます ne se traduit pas', 'fr', 'いただきます', 'ja'],
  ['Korean in Arabic', 'كلمة 한글 هنا', 'ar', '한글', 'ko'],
  [
    'English in Chinese',
    '他说：We are all in the same boat. 然后走了',
    'zh-CN',
    'We are all in the same boat.',
    'en',
  ],
])('a phrase of %s has its language', (_, text, language, phrase, other) => {
  const found = phrasesOf(text, language)
  expect(found.filter((one) => one.language !== undefined).map((one) => one.language)).toEqual([other])
  expect(found.find((one) => one.language)!.text.replace(/^《|》$/g, '')).toBe(phrase.replace(/^《|》$/g, ''))
  expect(found.map((one) => one.text).join('')).toBe(text)
})

test.each([
  ['a name', 'Kevin Scott 与 Bill Gates 对谈 GPT-4', 'zh-CN'],
  ['words that may be French', '《Les hommes viennent de Mars》', 'zh-CN'],
  ['words that may be of any language', 'Lorem ipsum dolor sit amet', 'ja'],
  ['one character', 'The sign 水 means water', 'en'],
  ['the text’s own language', '微软亚洲研究院的季刊', 'zh-TW'],
  ['an Arabic text', 'خرجت تسعة قوارب', 'ar'],
])('%s has none', (_, text, language) => {
  expect(phrasesOf(text, language).filter((one) => one.language !== undefined)).toEqual([])
})

test('in a mail the phrase stands in a span, and markup in it stays text', () => {
  expect(mj`${typeset('A <b> and 潮汐之间', 'en')}`.markup).toBe(
    'A &#60;b&#62; and <span lang="zh">潮汐之间</span>',
  )
})
