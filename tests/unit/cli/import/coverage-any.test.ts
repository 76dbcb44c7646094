import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { seed } from '../../../fuzz-seed.ts'
import { document, lost } from './any-document.ts'

test('no word of a document vanishes without being told of', () => {
  fc.assert(
    fc.property(document, (text) => {
      expect(lost(text).lost, text).toEqual([])
    }),
    { numRuns: 300, seed },
  )
})

test.each([
  ['cells beside one that holds a tag', '| a | b |\n| - | - |\n| one | <b>two</b> |', ['one', 'two']],
  [
    'cells of a row that is longer than its head, beside tags',
    '| a | b |\n| - | - |\n| <b>one</b> | two | three |',
    ['three'],
  ],
  [
    'notes that hold tags, cited or not',
    'A[^1].\n\n[^1]: one <b>two</b>\n[^2]: three <i>four</i>',
    ['two', 'four'],
  ],
  [
    'pictures of a list that lead somewhere',
    '# L\n\n- [![Lamp](https://a.example/l.png)](https://a.example/1)\n- [B](https://a.example/2)\n- [C](https://a.example/3)',
    ['![Lamp](https://a.example/l.png)'],
  ],
])('%s are shown', (_, text, words) => {
  const { files, report } = importDocument(Buffer.from(text), {
    ...{ name: 'paper', language: 'en', fallback: 'en', image: () => undefined },
    publication: { names: { en: 'Masthead' }, topics: [] },
  })
  const whole = files.map(({ bytes }) => Buffer.from(bytes).toString('utf8')).join('\n')
  for (const word of words) expect(whole).toContain(word)
  expect(report.coverage).toBe(1)
})

test('what is left out is named by its own line: pictures in titles, sections without articles, code of several lines', () => {
  const { report } = importDocument(
    Buffer.from(
      '# The ![logo](https://a.example/l.png) paper\n\n## Empty\n\n### Nothing\n\n## Full\n\none {% raw %}\ntwo <% three %>\n\n<style>\np { }\n</style>\nfour',
    ),
    {
      ...{ name: 'paper', language: 'en', fallback: 'en', image: () => undefined },
      publication: { names: { en: 'Masthead' }, topics: [] },
    },
  )
  const named = [...report.doubts, ...report.dropped]
  expect(named).toContainEqual({ line: 1, what: 'a picture in a title is left out: “logo”' })
  expect(named).toContainEqual({ line: 3, reason: 'a heading with nothing under it' })
  expect(named).toContainEqual({ line: 10, what: expect.stringContaining('<% three %>') })
  expect(named).toContainEqual({ line: 12, endLine: 14, reason: expect.stringContaining('<style>') })
  expect(report.coverage).toBe(1)
})
