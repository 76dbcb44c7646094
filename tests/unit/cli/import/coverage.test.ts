import { expect, test } from 'vitest'
import type { Outline } from '../../../../cli/import/outline.ts'
import { coverageOf } from '../../../../cli/import/report.ts'

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
