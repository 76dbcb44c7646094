import { expect, test } from 'vitest'
import { chunksOf } from '../../../functions/issue/markdown-chunks.ts'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'

const lines = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

test.each<[string, (at: number) => string]>([
  ['bullets', () => '- a line of a list'],
  ['bullets apart', () => '* a line of a list\n'],
  ['numbers', (at) => `${at + 1}. a line of a list`],
  ['lists in a list', () => '- above\n  - below\n  - below'],
  ['paragraphs in a list', () => '- above\n\n  below'],
  ['code in a list', () => '- ```\n  - no item\n  ```'],
  ['code without an end in a list', () => '- ```'],
  ['empty items', () => '-'],
  ['bullets that are indented', () => ' * a line of a list\n   * below'],
])('a long list of %s is parsed in pieces, and is one list', (_, line) => {
  const count = Math.ceil(24_000 / (line(1).length + 1))
  const text = lines(count, line)
  const chunks = chunksOf(text)
  expect(Math.max(...chunks.map(({ start, end }) => end - start))).toBeLessThan(10_000)
  const { children } = parseMarkdown(text)
  expect(children).toHaveLength(1)
  expect(children[0]).toMatchObject({ type: 'list', children: { length: count } })
  const short = parseMarkdown(lines(3, line)).children[0]
  expect(children[0]).toMatchObject({ spread: (short as { spread: boolean }).spread })
})

test.each<[string, string]>([
  ['numbers within a paragraph', 'words\n2. words\n'.repeat(2_000)],
  ['items within a fence', `- a\n\n\`\`\`\n${'- b\n- c\n'.repeat(3_000)}\`\`\`\n`],
])('%s are where no list is cut', (_, text) => {
  expect(chunksOf(text).filter(({ list }) => list)).toEqual([])
})

test('two lists of different marks stay two, and a number goes on from the first', () => {
  const text = `${lines(2_000, (at) => `${at + 5}. one`)}\n${lines(2_000, () => '- other')}`
  expect(parseMarkdown(text).children).toMatchObject([
    { type: 'list', ordered: true, start: 5, children: { length: 2_000 } },
    { type: 'list', ordered: false, children: { length: 2_000 } },
  ])
})

test('items within an HTML block are its text', () => {
  const text = `<div>\n${'- a\n- b\n'.repeat(3_000)}</div>\n\n- c\n`
  expect(parseMarkdown(text).children.map(({ type }) => type)).toEqual(['html', 'list'])
})

test('a list may begin within a paragraph', () => {
  const { children } = parseMarkdown(`words\n${'- a\n  - b\n'.repeat(3_000)}`)
  expect(children).toMatchObject([{ type: 'paragraph' }, { type: 'list', children: { length: 3_000 } }])
})

test('items within a comment are the comment’s', () => {
  const text = `- a\n\n<!-- a\n${'\n- b\n- c\n'.repeat(3_000)}-->\n\n- d\n`
  expect(parseMarkdown(text).children.map(({ type }) => type)).toEqual(['list', 'html', 'list'])
})
