import { expect, test } from 'vitest'
import type { Outline } from '../../../../cli/import/outline.ts'
import { coverageOf } from '../../../../cli/import/report.ts'
import { unshownLines } from '../../../../cli/import/shown.ts'

const outline = (but: Partial<Outline>): Outline => ({
  issue: { coverLines: [] },
  sections: [],
  articles: [],
  frontMatter: [],
  headings: [],
  backMatter: [],
  dropped: [],
  doubts: [],
  ...but,
})

test('a line without a place shows, in a document and in a file of a folder', () => {
  const text = 'one\n\ntwo\nthree\nfour\n'
  const found = outline({
    headings: [{ startLine: 1, endLine: 1 }],
    dropped: [{ line: 3, endLine: 4, reason: 'x' }],
  })
  expect(coverageOf([{ text }], found)).toBe(0.75)
  expect(coverageOf([{ source: 'a.md', text }], found)).toBe(0)
  const inFile = outline({ frontMatter: [{ startLine: 1, endLine: 5, source: 'a.md' }] })
  expect(
    coverageOf(
      [
        { source: 'a.md', text },
        { source: 'b.md', text },
      ],
      inFile,
    ),
  ).toBe(0.5)
})

test('a line that has a place and is shown nowhere does not count, unless it is named', () => {
  const text = '# Quay\n\n## Ropes\n\nBy Ana\n\nA line is lost.\nAnother one stays.\n'
  const article = {
    ...{ startLine: 3, endLine: 8, title: 'Ropes', author: 'Ana', kind: 'full' as const, links: [] },
    body: [{ line: 8, text: 'Another one stays.' }],
  }
  const found = outline({
    issue: { title: 'Quay', coverLines: [] },
    headings: [{ startLine: 1, endLine: 1 }],
    articles: [article],
  })
  const shown = [{ plain: ['Ropes', 'Ana'], markdown: 'Another **one** stays.' }]
  const unshown = unshownLines([{ text }], found, shown)
  expect([...unshown.get(undefined)!]).toEqual([7])
  expect(coverageOf([{ text }], found, unshown)).toBe(0.8)
  const named = { ...found, dropped: [{ line: 7, reason: 'lost' }] }
  expect([...unshownLines([{ text }], named, shown).get(undefined)!]).toEqual([])
})

test('of Chinese each pair of letters counts, and code in a title is its words', () => {
  const text = '## `Map<K>` 码头\n\n灯换成了暖色。\n'
  const article = {
    ...{ startLine: 1, endLine: 3, title: 'Map<K> 码头', kind: 'full' as const, links: [] },
    body: [{ line: 3, text: '灯换成了暖色。' }],
  }
  const lost = (markdown: string) => [
    ...unshownLines([{ text }], outline({ articles: [article] }), [{ plain: [article.title], markdown }]).get(
      undefined,
    )!,
  ]
  expect(lost('灯**换成了暖色**。')).toEqual([])
  expect(lost('色暖了成换灯。')).toEqual([3])
})
