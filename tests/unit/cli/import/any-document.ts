import fc from 'fast-check'
import { expect } from 'vitest'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { readIssue } from '../../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../../functions/publication/publication.ts'
import { aPublication } from '../../../builders.ts'

/** `%` stands for a word that no other line has. */
type Block = { lines: string[] }

const phrase = fc.constantFrom(
  '% and %',
  '**%** %',
  '*%*, %!',
  '[%](https://a.example/1) %',
  '% [%][ref]',
  '`%` %',
  '~~%~~ % <https://a.example/2>',
  '![%](https://a.example/3.png) %',
  '[![%](https://a.example/4.png)](https://a.example/5)',
  '[![%](gone.png)](https://a.example/5) %',
  '<b>%</b> % <i>%</i>',
  '<span style="color: red">%</span><br>%',
  '%[^1] %',
  '% (%) — “%”',
  '\\*%\\* % &amp; %',
  '[%](relative.md) [%](#place)',
  '<a href="https://a.example/6"><img src="https://a.example/7.png" alt="%"></a> %',
  ':tada: % {% raw %}',
  '%, see https://a.example/8.',
  '<kbd>%</kbd> <sup>%</sup> <q>%</q>',
)
const line = phrase.map((one) => `${one}.`)

const block: fc.Arbitrary<Block> = fc.oneof(
  fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => ({ lines })),
  fc
    .tuple(fc.constantFrom('#', '##', '##', '###', '####'), phrase)
    .map(([mark, words]) => ({ lines: [`${mark} ${words}`] })),
  fc
    .constantFrom('%\n---', '%\n===', '<h2>%</h2>', '**%**', '■ %')
    .map((one) => ({ lines: one.split('\n') })),
  // Lists, flat and in each other, tight and loose.
  fc
    .tuple(
      fc.constantFrom('-', '*', '1.', '2)', '•', '１．'),
      fc.array(fc.tuple(fc.constantFrom('', '', '  ', '    ', '        '), line, fc.boolean()), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    .map(([mark, items]) => ({
      lines: items.flatMap(([indent, words, isLoose]) => [
        `${indent}${mark} ${words}`,
        ...(isLoose ? ['', `${indent}    ${words}`] : []),
      ]),
    })),
  // Tables, also with too many cells, within lists, and of HTML.
  fc.array(fc.tuple(phrase, phrase, fc.boolean()), { minLength: 1, maxLength: 3 }).map((rows) => ({
    lines: [
      '| % | % |',
      '| - | :-: |',
      ...rows.map(([one, two, isLong]) => `| ${one} | ${two} |${isLong ? ' % |' : ''}`),
    ],
  })),
  fc
    .constantFrom(
      '<table><tr><th>%</th><th>%</th></tr>\n<tr><td>%</td><td>% %</td></tr></table>',
      '<table>\n<caption>%</caption>\n<tr><td>%<td>%\n<tr><td colspan=2>%\n</table>',
      '<table><tr><td><table><tr><td>% %</td></tr></table></td><td><p>%</p><ul><li>%</li></ul></td></tr></table>',
      '<dl>\n<dt>%</dt>\n<dd>% %</dd>\n<dt>%</dt><dd><p>%</p><p>%</p></dd>\n</dl>',
      '%\n: % %\n: %',
      '<div class="x">\n%\n\n**%** %\n</div>',
      '<div>% <div>%</div> %</div>',
      '<details>\n<summary>% %</summary>\n\n% %\n\n- %\n</details>',
      '<figure><img src="https://a.example/9.png" alt="%"><figcaption>% %</figcaption></figure>',
      '<p align="center">\n  <a href="https://a.example/10">%</a> |\n  <a href="https://a.example/11">%</a>\n</p>',
      '<blockquote><p>%</p><footer>% %</footer></blockquote>',
      '<ul><li>%<ol><li>%</li><li>% %</li></ol></li><li>%</li></ul>',
      '<pre>%\n% %</pre>',
      '<center><font size=2>%</font></center>',
      '<section><h3>%</h3><p>% %</p></section>',
      '<video src="https://a.example/12.mp4">%</video>\n\n%',
      '<picture><source srcset="a.webp"><img src="https://a.example/13.png" alt="%"></picture> %',
      '<ruby>%<rt>%</rt></ruby> %',
      '<!-- % -->\n% %',
      '% <!-- % --> %',
      '{% include x.html\n  a="%"\n%}\n%',
      '!!! note "%"\n    % %\n\n    %',
      '??? %\n    %',
      '=== "%"\n\n    % %',
      ':::tip %\n% %\n:::',
      '> % %\n> - %\n>   - %\n>\n> — %',
      '> [!NOTE]\n> % %',
      '> %\n%',
      '```js\n% = %\n```',
      '~~~\n# %\n~~~',
      '    % % %',
      '\t%',
      '[^1]: % %\n    %',
      '[^2]: %',
      '[ref]: https://a.example/14 "%"',
      '[%]: <https://a.example/15>',
      '- [ ] % %\n- [x] %',
      '1. %\n\n   | % | % |\n   | - | - |\n   | % | % |\n\n2. %',
      '- %\n\n  > %\n\n  ```\n  %\n  ```\n- %',
      '- <b>%</b>\n  <br>\n  %\n- <p>%</p>',
      '* * *',
      '---',
      '%  \n%\\\n%',
      'By %\n\n%',
      '%, %: %',
      '%: % %',
      '$$ %\n$$',
      '% $x_1$ % $5',
      '==%== ++%++ ^%^',
      '{{< figure src="a.png" caption="%" >}}\n%',
      '[caption]<img src="https://a.example/16.png"> %[/caption]',
      '<iframe src="https://a.example/17" title="%"></iframe> %',
      '<script>%</script> %',
      '<style>\n%\n</style>\n%',
      '<svg><title>%</title><text>%</text></svg> %',
      '<input value="%"> % <select><option>%</option></select>',
      '<button>%</button> %',
      '<a name="x"></a>%',
      '<div hidden>%</div> %',
      '&lt;%&gt; %',
      '<%>%',
      '[[%]] [%] (%)',
      '% | %\n--|--\n% | %',
      'Sponsored by %',
      '[Previous issue](https://a.example/18) | %',
      '% <% % %> %',
    )
    .map((one) => ({ lines: one.split('\n') })),
)

const end = fc.constantFrom('\n', '\n\n', '\n\n', '\n\n\n')
export const document = fc
  .tuple(fc.boolean(), fc.array(fc.tuple(block, end), { minLength: 1, maxLength: 14 }))
  .map(([isTitled, blocks]) => {
    let nth = 0
    const word = () => {
      const number = nth++
      const letter = (at: number) => String.fromCharCode(97 + (Math.floor(number / 20 ** at) % 20))
      return `zu${letter(2)}${letter(1)}${letter(0)}x`
    }
    const text = `${isTitled ? '# The paper of today\n\n' : ''}${blocks.map(([{ lines }, after]) => lines.join('\n') + after).join('')}`
    return text.replace(/(?<!\{|<)%(?!\}|>)/g, word)
  })

/** Words of a document that nobody sees and of which the report says nothing. */
export const lost = (text: string): { lost: string[]; coverage: number } => {
  const { files, report, language } = importDocument(Buffer.from(text), {
    name: 'paper',
    language: 'en',
    fallback: 'en',
    publication: { names: { en: 'Masthead' }, topics: [] },
    image: () => undefined,
  })
  if (report.articles.length === 0) return { lost: [], coverage: 1 }
  const read = readIssue({ id: 'x', files, publication: publicationIn(aPublication(), language) })
  expect(read).toMatchObject({ outcome: 'read' })
  const whole = files
    .map(({ bytes }) => Buffer.from(bytes).toString('utf8'))
    .join('\n')
    .toLowerCase()
  const told = new Set(
    [
      ...report.dropped.map(({ line: startLine, endLine = startLine }) => ({ startLine, endLine })),
      ...report.doubts.map(({ line }) => ({ startLine: line, endLine: line })),
      ...report.backMatter,
    ].flatMap(({ startLine, endLine }) =>
      Array.from({ length: endLine - startLine + 1 }, (_, at) => startLine + at),
    ),
  )
  const lines = text.split('\n')
  return {
    lost: lines.flatMap((one, at) =>
      told.has(at + 1)
        ? []
        : [...withoutUnseen(one).matchAll(/zu[a-t]{3}x/g)].flatMap(([word]) =>
            whole.includes(word) ? [] : [`${at + 1}: ${word}`],
          ),
    ),
    coverage: report.coverage,
  }
}

/** What no reader of the source sees either: comments, labels and titles of links, attributes. */
const withoutUnseen = (text: string): string =>
  text
    .replace(/<!--.*?-->/g, '')
    .replace(/^\s*\[[^\]^]+\]:.*$/, '')
    .replace(/\b(?:value|title|caption|a)="[^"]*"/g, '')
