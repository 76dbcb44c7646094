import fc from 'fast-check'
import type { Nodes } from 'mdast'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { pandocDollars } from '../../../functions/issue/pandoc-dollars.ts'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'

const whole = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath)
  .use(pandocDollars)
  .use(remarkCjkFriendly)

/** A tree without columns; `spread` of what has no blank line in it is the parser's own whim. */
const bare = (node: Nodes): unknown => {
  const { position, ...rest } = node
  const lines = node.type === 'root' ? {} : { from: position?.start.line, to: position?.end.line }
  return 'children' in node ? { ...rest, ...lines, children: node.children.map(bare) } : { ...rest, ...lines }
}

const prose =
  'The tide moved a rope, and nobody saw it (so they say): “lamps”, at six… 海水退去，绳子留下。Then it came again.'
const blocks = [
  prose,
  `${prose} ${prose} ${prose}`,
  `${prose}\n${prose}`,
  `${prose}\n${prose} `,
  `${prose}  \n${prose}`,
  `${prose}\n---`,
  `${prose}\n===`,
  `${prose}\n- a`,
  `${prose}\n1. a`,
  `${prose}\n    code?`,
  `${prose}\n| a | b |`,
  `${prose} \\\n${prose}`,
  `${prose} \`\n${prose} \``,
  `${prose} $\n${prose} $`,
  'a | b\n--- | ---\nc | d',
  `${prose} www.example.org and more`,
  `${prose} https://example.org`,
  `${prose} *em* and **strong**`,
  `- ${prose}`,
  `- ${prose}\n\n  ${prose}`,
  `1. ${prose}`,
  `> ${prose}`,
  `> ${prose}\n${prose}`,
  '```\ncode\n\nThe code goes on, in words that look like a paragraph and are none',
  '```',
  '~~~',
  '$$\nx\n\ny',
  '$$',
  '<!-- a comment',
  '-->',
  '<div>',
  '</div>',
  '<script>',
  '</script>',
  '    code',
  '\tcode',
  '[^1]: A note',
  'Cited[^1] and [linked][a].',
  '[a]: https://example.org',
  '# Heading',
  'Heading\n---',
  '---',
  '\u3000',
  '\u00a0',
  '',
]

test('paragraphs of mere words are what the parser makes of them, whatever stands around them', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...blocks), fc.constantFrom('\n', '\n\n', '\n\n\n', '\n \n')), {
        minLength: 1,
        maxLength: 14,
      }),
      (parts) => {
        const text = parts.map(([block, gap]) => block + gap).join('')
        expect(parseMarkdown(text).children.map(bare)).toEqual(
          (whole.parse(text) as ReturnType<typeof parseMarkdown>).children.map(bare),
        )
      },
    ),
    { numRuns: 500 },
  )
})

test.each([
  ['a paragraph', `${prose}\n[a]: https://example.org`],
  ['a formula that never ends', '$$\n[a]: https://example.org'],
])('what looks like a definition inside %s defines nothing elsewhere', (_, last) => {
  const text = `Cited and [linked][a].\n\n${prose}\n${prose}\n\n${last}\n`
  expect(parseMarkdown(text).children.map(bare)).toEqual(
    (whole.parse(text) as never as ReturnType<typeof parseMarkdown>).children.map(bare),
  )
})

test('any characters of a line give what the parser makes of them', () => {
  const character = fc.oneof(
    fc.constantFrom(...'abcdefXYZéß字 .,;:\'"()?!%–—…“”‘’，。/@\\`*_[]<>&~$|{}#+-=^0123\t\u00a0\u3000'),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  )
  const line = fc
    .array(character, { minLength: 1, maxLength: 40 })
    .map((characters) => `Words that make it long enough to be looked at ${characters.join('')}`)
  fc.assert(
    fc.property(
      fc.array(fc.tuple(line, fc.constantFrom('\n', '\n\n')), { minLength: 4, maxLength: 12 }),
      (lines) => {
        const text = lines.map(([one, gap]) => one.replace(/[\r\n]/g, '') + gap).join('')
        expect(parseMarkdown(text).children.map(bare)).toEqual(
          (whole.parse(text) as ReturnType<typeof parseMarkdown>).children.map(bare),
        )
      },
    ),
    { numRuns: 300 },
  )
})
