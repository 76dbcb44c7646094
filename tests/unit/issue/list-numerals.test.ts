import { describe, expect, test } from 'vitest'
import { withLatinListNumbers } from '../../../functions/issue/list-numerals.ts'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'

const typesIn = (text: string) => parseMarkdown(text).children.map(({ type }) => type)

describe('a list numbered in Arabic or Persian digits', () => {
  test.each([
    ['Persian digits and full stops', '۱. قایق‌ها\n۲. مرغ‌ها'],
    ['Persian digits and dashes', '۱- قایق‌ها\n۲- مرغ‌ها'],
    ['Arabic digits and parentheses', '١) القوارب\n٢) النوارس'],
  ])('is one, with %s', (_, text) => {
    const [list] = parseMarkdown(text).children
    expect(list).toMatchObject({ type: 'list', ordered: true, start: 1, children: [{}, {}] })
  })

  test('begins with the number that is written, and holds others', () => {
    expect(parseMarkdown('۱۲. قایق‌ها').children[0]).toMatchObject({ type: 'list', start: 12 })
    const [outer] = parseMarkdown('- قایق‌ها\n    ۱. سفید\n    ۲. آبی').children
    expect(outer).toMatchObject({
      children: [{ children: [{ type: 'paragraph' }, { type: 'list', ordered: true }] }],
    })
  })

  test('is none within a paragraph that a number other than one would break', () => {
    const text = 'در سال\n۱۴۰۰. آمد'
    expect(typesIn(text)).toEqual(['paragraph'])
    expect(withLatinListNumbers(text)).toBe(text)
    expect(typesIn('سه چیز:\n۱. قایق')).toEqual(['paragraph', 'list'])
    expect(typesIn('۱۴۰۰- سال خوبی بود')).toEqual(['paragraph'])
    expect(typesIn('۳.۵ کیلومتر')).toEqual(['paragraph'])
  })

  test('leaves code as it is written', () => {
    for (const code of ['```\n۱. قایق\n```', 'متن\n\n    ۱. قایق'])
      expect(withLatinListNumbers(code)).toBe(code)
    expect(withLatinListNumbers('```\n۱. a\n```\n\n۱. b')).toBe('```\n۱. a\n```\n\n1. b')
  })

  test('leaves every character at its place, for the lines and columns of problems', () => {
    const text = '> ۱. الف\n\n- ۲) ب\n۳- ج'
    const changed = withLatinListNumbers(text)
    expect(changed).toBe('> 1. الف\n\n- 2) ب\n3. ج')
    expect(changed).toHaveLength(text.length)
  })
})
