import fc from 'fast-check'
import type { Element, Root } from 'hast'
import { expect, test } from 'vitest'
import { cleanMarkdown } from '../../../../cli/import/clean/clean.ts'
import { readMarkdown } from '../../../../functions/issue/markdown.ts'
import { seed } from '../../../fuzz-seed.ts'

const words = { references: 'References', backToText: (mark: string) => mark }
const clean = (text: string) =>
  cleanMarkdown(
    text.split('\n').map((one, at) => ({ line: at + 1, text: one })),
    { hasImage: (path) => path.startsWith('images/') },
  )

const snippets = [
  ...[
    '<script>',
    '</script>',
    '<style>',
    '<img src=x onerror=y>',
    '<img src=https://a.b/c.png>',
    '<a style="x" href=https://x.y>',
  ],
  ...[
    '</a>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '</table>',
    '<ul>',
    '<li>',
    '<h1>',
    '</h1>',
    '<details>',
    '<summary>',
  ],
  ...[
    '<iframe src=//y.z>',
    '<svg><title>t</title></svg>',
    '<sup>2</sup>',
    '<b>',
    '</i>',
    '<br>',
    '<p>',
    '<pre>',
    '</pre>',
    '<title>',
  ],
  ...[
    '<textarea>',
    '<plaintext>',
    '<select>',
    '<?php',
    '<!DOCTYPE html>',
    '<![CDATA[',
    '<math>',
    '<template>',
    '<noscript>',
    '<kbd>',
  ],
  ...[
    '<!--',
    '-->',
    '[//]: # (x)',
    '[a](javascript:x)',
    '![b](data:x)',
    '[a](<b c>)',
    '<https://x>',
    '<x:y>',
    'https://a.b/c。',
  ],
  ...[
    '[ref]: https://a.b',
    '[t][ref]',
    '[t][none]',
    '![i][ref]',
    '[^1]',
    '\n[^1]: note',
    'www.a.b',
    'a@b.c',
    'mailto:x@y.z',
  ],
  ...[
    '`',
    '``',
    '```',
    '\n```\n',
    '~~~',
    '$',
    '$$',
    '\n$$\n',
    '$x^2$',
    '$5',
    '\\foo',
    '\\',
    '**',
    '*',
    '_',
    '~~',
    '|',
    '\t',
    '\n',
    '\n\n',
  ],
  ...[
    '\n| a | b |\n|---|---|\n',
    '- ',
    '1. ',
    '> ',
    '\n    ',
    '# ',
    '\n## ',
    '---',
    '===',
    '[x]',
    '[ ]',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
  ],
  ...[
    '{{ x }}',
    '{% y %}',
    '{: .c}',
    '*|N|*',
    '&nbsp;',
    '&#x3c;',
    '&',
    '"',
    "'",
    '。',
    '“',
    '”',
    '：',
    '中文',
    'word',
    '表 1：',
  ],
  ...['\u200d', '\ufeff', '\ue000', '\u202e', '\ud800', '😀'],
]
const anything = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...snippets), weight: 6 },
      { arbitrary: fc.string({ unit: 'binary', maxLength: 5 }), weight: 1 },
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''))

const elementsOf = (tree: Root | Element): Element[] =>
  tree.children.flatMap((child) => (child.type === 'element' ? [child, ...elementsOf(child)] : []))

test('whatever is cleaned is read without a complaint, is safe, and needs no second cleaning', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const { markdown } = clean(text)
      const { body, complaints } = readMarkdown(markdown, words)
      expect(complaints).toEqual([])
      for (const { tagName, properties } of elementsOf(body)) {
        expect(tagName).not.toMatch(/^(script|style|iframe|svg|object|embed|form|input)$/)
        expect(Object.keys(properties).filter((name) => /^on|^style$/i.test(name))).toEqual([])
        expect(String(properties.href ?? properties.src ?? '')).not.toMatch(
          /^\s*(javascript|data|vbscript|file):/i,
        )
      }
      expect(JSON.stringify(body)).not.toContain('"type":"comment"')
      expect(clean(markdown).dropped).toEqual([])
    }),
    { numRuns: 150, seed },
  )
}, 60_000)

const seconds = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

test.each([
  '[',
  '*a ',
  'a*',
  '`a ',
  '<',
  '$a ',
  '>',
  '](',
  '**“a”**',
  '![',
  '{{',
  '<!-- ',
  '```a\n',
  '<b>',
  '<div>\n\n',
  '[a][b]',
  'words, and more words. ',
])(
  'twenty thousand characters of %j take seconds, not minutes',
  (one) => {
    const text = one.repeat(20_000 / one.length)
    expect(
      seconds(() => {
        const { markdown } = clean(text)
        expect(readMarkdown(markdown, words).complaints).toEqual([])
      }),
    ).toBeLessThan(10)
  },
  60_000,
)
