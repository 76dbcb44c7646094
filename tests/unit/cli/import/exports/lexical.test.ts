import { expect, test } from 'vitest'
import { lexicalHtml } from '../../../../../cli/import/exports/ghost/lexical.ts'
import { countOf, wordsOfPage } from '../../../../../cli/import/exports/visible-words.ts'

const text = (value: string) => ({ type: 'text', text: value })
const document = (child: string) => `{"root":{"type":"root","children":[${child}]}}`

/** Quotations in quotations, with a text at each level and one beside the deepest; JSON.stringify goes less deep. */
const nested = (levels: number, within: object[]): string => {
  const all = Array.from({ length: levels }, (_, at) => at + 1)
  const open = all
    .map((level) => `{"type":"quote","children":[${JSON.stringify(text(`level${level}`))},`)
    .join('')
  return `${open}${JSON.stringify({ type: 'paragraph', children: within })}${']}'.repeat(levels)}`
}

test.each([10, 199, 250, 3_000])(
  'nested %i deep, every word is in the text or told as left out',
  (levels) => {
    const told: string[] = []
    const html = lexicalHtml(
      document(nested(levels, [text('dee'), text('pest'), text(' of all')])),
      (what, words) => told.push(`${what}: ${words}`),
    )!
    const words =
      countOf(wordsOfPage(html)) +
      countOf(wordsOfPage(told.join('\n').replaceAll('what is nested too deeply: ', '')))
    expect(words).toBe(levels + 3)
    expect(told).toHaveLength(levels > 199 ? 1 : 0)
    if (levels > 199) expect(told[0]).toMatch(/level201.*deepest of all$/)
  },
)

test('what lies too deep and is wide is told whole, in order', () => {
  const many = Array.from({ length: 200_000 }, (_, at) => text(`w${at} `))
  const told: string[] = []
  lexicalHtml(document(nested(201, many)), (_, words) => told.push(words.trim()))
  const words = told.join('').split(/\s+/)
  expect([told.length, words.at(-200_000), words.at(-1)]).toEqual([1, 'w0', 'w199999'])
})
