import fc from 'fast-check'
import { expect, test } from 'vitest'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { readIssue } from '../../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../../functions/publication/publication.ts'
import { aPublication } from '../../../builders.ts'
import { seed } from '../../../fuzz-seed.ts'

const publication = publicationIn(aPublication(), 'en')

/** What the strict reader says of the folder that a document becomes, read as it would be from disk. */
const refusals = (text: string): string[] => {
  const { files, report } = importDocument(Buffer.from(text), {
    name: 'fragments',
    language: 'en',
    fallback: 'en',
    publication,
    image: () => undefined,
  })
  if (report.articles.length === 0) return []
  const written = files.map(({ path, bytes }) => ({ path, bytes }))
  const read = readIssue({ id: 'fragments', files: written, publication })
  return read.outcome === 'read' ? [] : read.problems.map(({ file, reason }) => `${file} ${reason}`)
}

const elements = [
  ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tr', 'td', 'th'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'p', 'div', 'pre', 'h1', 'h2', 'details', 'summary', 'blockquote'],
  ...[
    'svg',
    'math',
    'mi',
    'foreignObject',
    'desc',
    'title',
    'select',
    'option',
    'template',
    'form',
    'button',
  ],
  ...['a', 'b', 'i', 'sup', 'ruby', 'rt', 'frameset', 'iframe', 'script', 'textarea', 'a href="https://a.b"'],
]
const tag = fc
  .tuple(
    fc.constantFrom(...elements),
    fc.constantFrom('<', '</', '</', '<'),
    fc.constantFrom('>', '>', '>', ' ', '/>'),
  )
  .map(([name, open, end]) => open + (open === '</' ? name.split(' ')[0] : name) + end)
const marks = fc.constantFrom(
  ...[
    '\n| a | b |\n|---|---|\n| c | d |\n',
    '\n- item\n',
    '\n> quoted\n',
    '\n# Heading\n',
    '\n1. ',
    '\n\n',
    '\n',
    '    ',
  ],
  ...[
    '**',
    '*',
    '_',
    '`',
    '\n```\n',
    '$',
    '|',
    '\\',
    '&lt;',
    '<!--',
    '-->',
    '<',
    '>',
    '#',
    '[',
    '](',
    ')',
    '!',
    '{{',
  ],
  ...[
    '[^1]',
    '\n[^1]: note\n',
    '[a](https://a.b/c)',
    '[a][b]',
    '\n[b]: c\n',
    '![i](https://a.b/c.png)',
    'www.',
    'https://',
  ],
  ...['@', 'a@b.c', '.', ':', 'word', 'o', '中文', '。'],
)
const document = fc
  .array(fc.oneof({ arbitrary: tag, weight: 3 }, { arbitrary: marks, weight: 2 }), {
    minLength: 1,
    maxLength: 14,
  })
  .map((pieces) => pieces.join(''))

test.each([
  'text\n\n<table><tr><td>a</td></tr></table></table>',
  '| a | b |\n|---|---|\n| c | d |\n<img src="https://a.b/c.png">a@b.c<desc><col># h\n',
  '| a |\n|---|\n| b |\n</table>\n</p>',
  '#www.>o',
  '#www.>o<b>**o<ul><button>x1. <<table>',
  '# https://<\n',
  '#$`www.>x',
])('%j is imported, and what is written can be read', (text) => {
  expect(refusals(text)).toEqual([])
})

test('whatever is imported, the folder that is written can be read', () => {
  fc.assert(
    fc.property(document, (text) => {
      expect(refusals(text)).toEqual([])
    }),
    { numRuns: 600, seed },
  )
})
