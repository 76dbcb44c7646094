import { describe, expect, test } from 'vitest'
import { typeset } from '../../../functions/web/typeset.ts'
import { typesetTitle } from '../../../functions/web/typeset-title.ts'

/** A title with a stroke where a line may break. */
const broken = (title: string, language = 'zh-CN') => {
  const set = typesetTitle(title, language)
  return (typeof set === 'string' ? set : set.html).replaceAll('<wbr>', '|').replace(/<[^>]+>/g, '')
}

describe('a Chinese title breaks', () => {
  test('between words', () => {
    expect(broken('通用人工智能的曙光')).toBe('通用|人工|智能的|曙光')
    expect(broken('应有尽有')).toBe('应有尽有')
    expect(broken('NNI 剪枝一站式指南')).toBe('NNI 剪枝|一站式|指南')
  })

  test('with no mark at a line’s start, and no opening one at its end', () => {
    expect(broken('用人工智能（AI）“读懂”甲骨文')).toBe('用|人工|智能|（AI）|“读懂”|甲骨文')
    expect(broken('桌子上，83.44 分……')).toBe('桌子上，|83.44 分……')
    expect(broken('比尔·盖茨')).toBe('比尔·|盖茨')
  })

  test('in no name of Latin letters and numbers', () => {
    expect(broken('GPT-4：曙光')).toBe('GPT-4：|曙光')
    expect(broken('X-MoE 与 TorchScale')).toBe('X-MoE 与 TorchScale')
  })
})

test('other titles are set as every text', () => {
  expect(broken('The Dawn of GPT-4', 'en')).toBe('The Dawn of GPT-4')
  expect(broken('ソフトウェア', 'ja')).toBe('ソフトウェア')
  expect(typesetTitle('Dawn', 'zh-CN')).toBe('Dawn')
})

test('a French mark stays with its word, and a name of one letter and a word on one line', () => {
  expect(typeset('Qui ? « Moi » : oui !', 'fr')).toBe('Qui\u202f? «\u00a0Moi\u00a0»\u00a0: oui\u202f!')
  expect(typeset('Qui ?', 'en')).toBe('Qui ?')
  expect(typeset('of X-MoE today', 'en')).toEqual({
    html: 'of <span class="whole">X-MoE</span> today',
  })
})
