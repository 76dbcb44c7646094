import { expect, test } from 'vitest'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { aPublication } from '../../../builders.ts'

const publication = aPublication()
const importText = (text: string) =>
  importDocument(Buffer.from(text), {
    name: 'sizes',
    language: 'en',
    fallback: 'en',
    publication,
    image: () => undefined,
  })

/** The least CPU time of a few turns, in milliseconds: what else the machine does makes it longer, never shorter. */
const least = (text: string, turns: number): number => {
  const times = Array.from({ length: turns }, () => {
    const before = process.cpuUsage()
    importText(text)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1e3
  })
  return Math.min(...times)
}

/** Where it stands, what is repeated, and what follows. */
const kinds: [before: string, repeated: string, after: string][] = [
  ...[
    ' ',
    '\t',
    '.',
    '-',
    '*',
    '_',
    '`',
    '~',
    '#',
    '>',
    '<',
    '[',
    ']',
    '(',
    '|',
    '\\',
    '=',
    '$',
    '字',
    'a',
  ].map((one): [string, string, string] => ['x', one, 'x']),
  ...[' ', '\t', '#', '[', '>'].map((one): [string, string, string] => ['# x', one, 'x\n\ntext\n']),
  ...[' ', '[', '|'].map((one): [string, string, string] => ['- x', one, 'x\n']),
  ['', '- a line\n', ''],
  ['', '- a\n  - b\n', ''],
  ['- a\n', '  - b\n', ''],
  ['- a\n\n', '  words\n\n', ''],
  ['', '* b\n\n', ''],
  ['', ' * b\n', ''],
  ['', '1. item\n', ''],
  ['', '> > q\n\n', ''],
  ['', '> - a\n', ''],
  ['', '> q\n>\n', ''],
  ['', '## h\n\ntext\n\n', ''],
  ['', '[a](https://a.b) ', ''],
  ['x', '[a][b] ', ''],
  ['x', '[^1] ', ''],
  ['', '[^1]: note\n\n', ''],
  ['| a | b |\n|---|---|\n', '| c | d |\n', ''],
  ['', '<div>\n\n', ''],
  ['', '<b>', ''],
  ['<table>', '<tr><td>a</td></tr>\n', ''],
  ['', '- a ... 3\n', ''],
  ['', '{{ x }} ', ''],
  ['', '!!! n\n    a\n', ''],
  ['', '!!! n\n\n', ''],
  ['', ':tada: ', ''],
  ['x', ' :a', ''],
  ['', '{% x\n', ''],
  ['', '[a](#) ', ''],
  ['# L\n\n## A\n\n', '**b**\n\nx\n\n', ''],
  ['# L\n\n## A\n\n', '[a](https://a.b),\n', ''],
  ['# L\n\n', '## A\n\n- [a](https://a.b)\n\n', ''],
  ['', '（完）\n\n', ''],
]
/** Far above what is linear, which is 4, and below what goes with the square, which is 16. */
const mostGrowth = 9
const small = 20_000
/** Whatever grows may take so long: warming up and collecting garbage weigh more than the text. */
const noticeable = 1_500

test.each(kinds)(
  '%j, then many of %j, are imported in time that grows as the text does',
  (before, one, after) => {
    const text = (size: number) => before + one.repeat(size / one.length) + after
    const long = least(text(4 * small), 1)
    if (long < noticeable) return
    const short = least(text(small), 2)
    // Only what looks bad is worth another look.
    const again = long / short < mostGrowth ? long : Math.min(long, least(text(4 * small), 2))
    expect(again / short).toBeLessThan(mostGrowth)
  },
)
