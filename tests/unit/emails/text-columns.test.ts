import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsOf, underlined, withColon, wrap } from '../../../emails/text-columns.ts'

test('a Chinese character takes two columns', () => {
  expect(columnsOf('矩阵 Matrix')).toBe(11)
  expect(columnsOf('（“……”）')).toBe(8)
  expect(columnsOf('한국어 🌊👩‍👩‍👧 é e\u0301')).toBe(6 + 1 + 4 + 1 + 1 + 1 + 1)
})

test('no line has more than its columns, and nothing is lost', () => {
  const text = fc.array(fc.constantFrom('汉', '字', 'word', 'GPT-4', ' '), { maxLength: 120 })
  fc.assert(
    fc.property(text, (pieces) => {
      // Latin words stand apart, as they do in any text.
      const written = pieces.join('').replace(/(word|GPT-4)(?=[wG])/g, '$1 ')
      const lines = wrap(written, 20).split('\n')
      for (const line of lines) expect(columnsOf(line)).toBeLessThanOrEqual(20)
      expect(lines.join('').replace(/\s/g, '')).toBe(written.replace(/\s/g, ''))
    }),
  )
})

test('lines are filled, and closing marks never begin one, nor opening marks end one', () => {
  expect(wrap('一二三四五，六七八九十', 10)).toBe('一二三四\n五，六七八\n九十')
  expect(wrap('一二三四（五六七）', 10)).toBe('一二三四\n（五六七）')
})

test('words are kept whole and parted at spaces', () => {
  expect(wrap('The quick brown fox', 10)).toBe('The quick\nbrown fox')
  expect(wrap('见 https://example.org/a-long-address 处', 12)).toBe(
    '见\nhttps://example.org/a-long-address\n处',
  )
})

test('further lines of a point are indented', () => {
  expect(wrap('* 一二三四五', 8, '  ')).toBe('* 一二三\n  四五')
})

test('a heading’s rule is as wide as the heading', () => {
  expect(underlined('焦点')).toBe('焦点\n----')
})

test('a colon is as wide as its words', () => {
  expect(withColon('在浏览器中查看')).toBe('在浏览器中查看：')
  expect(withColon('View in browser')).toBe('View in browser:')
})
