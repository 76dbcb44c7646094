import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outlineNewsletter } from '../../../../cli/import/newsletter/newsletter.ts'
import { seed } from '../../../fuzz-seed.ts'
import { faults } from './newsletter-builders.ts'

/** Pieces of newsletters, and of what breaks them. */
const piece = fc.constantFrom(
  ...[
    '# Harbour Letter 5',
    '## Ships',
    '### Anna',
    '#### Deep',
    '##',
    '#Glued',
    '## [Linked](https://e.org/h)',
    '<h2>Html</h2>',
  ],
  ...[
    'Under\n-----',
    'Over\n====',
    '---',
    '* * *',
    '## About',
    '## Subscribe',
    '## Contents',
    '**Bold line**',
    'NEWS OF THE QUAY',
  ],
  ...[
    '- [A](https://e.org/a) — words',
    '* **B**: [b](https://e.org/b)',
    '  - nested',
    '1. [C](https://e.org/c)',
    '2、[D](https://e.org/d)',
  ],
  ...[
    '3、',
    '- plain',
    '+ [ ] task',
    '[E](https://e.org/e) as a paragraph',
    '[F][ref]',
    '[ref]: https://e.org/r',
    '[^1]: note',
    'cited[^1]',
  ],
  ...[
    '```js',
    '```',
    '~~~',
    '<!--',
    '-->',
    '<!-- more -->',
    '<div>',
    '</div>',
    '<pre>',
    '<table>',
    '> ## quoted',
    '> - [q](https://e.org)',
  ],
  ...[
    '{% include x %}',
    '[top](#top)',
    '- [x](#x)\n- [y](#y)\n- [z](#z)',
    'Unsubscribe',
    'title: A head',
    'date: 2024-03-05',
    '+++',
    '% pandoc',
  ],
  ...[
    'By Jane Doe',
    'Some words that say a little, and then a little more, until they are enough to be read.',
    'Tools:',
    'x',
    '\t',
    '    code',
  ],
  ...[
    '| a | b |\n| - | - |',
    '![](https://e.org/i.png)',
    'مرحبا بكم في النشرة',
    '第 3 期',
    '[',
    '](',
    '**',
    '`',
    '\u3000',
    '\u00a0',
    '\u2028',
  ],
)
const document = fc
  .array(
    fc.tuple(
      fc.oneof({ weight: 12, arbitrary: piece }, fc.string({ maxLength: 12 })),
      fc.constantFrom('\n', '\n\n', '\n\n\n'),
    ),
    {
      maxLength: 40,
    },
  )
  .map((pieces) => pieces.map(([text, end]) => text.replaceAll('\r', '') + end).join(''))

test('whatever is written, every line that is not blank is accounted for once', () => {
  fc.assert(
    fc.property(document, (text) => {
      expect(faults(text, outlineNewsletter(text, { name: 'any' }))).toEqual([])
    }),
    { numRuns: 3000, seed },
  )
})

const times = (count: number, line: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

test.each([
  ['50,000 entries', `# L\n\n${times(50_000, (at) => `- [N${at}](https://e.org/${at}) — words`)}`],
  ['50,000 headings', times(50_000, (at) => `${'#'.repeat(1 + (at % 6))} H${at}\n\ntext\n`)],
  ['20,000 sections of two', times(20_000, (at) => `## S${at}\n\n### A\n\nx\n\n### B\n\ny\n`)],
  ['50,000 closing headings', `# L\n\nx\n\n${times(50_000, () => '## About\n')}`],
  ['30,000 notes that cite the next', times(30_000, (at) => `a[^${at}]\n\n[^${at}]: b[^${at + 1}]\n`)],
  ['50,000 tags that are never closed', times(50_000, () => '<pre>\n<h1>\n<!--')],
  ...['[', '*', '`', '<', '(', '![', '](', '_', '字', '- ', '<!--', '\t'].map((one) => [
    `a line of a megabyte of ${one}`,
    `x\n\n${one.repeat(1_000_000 / one.length)}\n\n# ${one.repeat(10_000)}`,
  ]),
])(
  // Linear: a second or two; a quadratic step would take minutes.
  '%s are read in time',
  (_, text) => {
    const outline = outlineNewsletter(text!, { name: 'big' })
    expect(faults(text!, outline)).toEqual([])
  },
  120_000,
)
