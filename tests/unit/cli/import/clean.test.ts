import { describe, expect, test } from 'vitest'
import { cleanMarkdown } from '../../../../cli/import/clean/clean.ts'
import { readMarkdown } from '../../../../functions/issue/markdown.ts'

const words = { references: 'References', backToText: (mark: string) => mark }
const clean = (text: string) =>
  cleanMarkdown(
    text.split('\n').map((one, at) => ({ line: at + 1, text: one })),
    { hasImage: (path) => path.startsWith('images/') },
  )

/** What the text becomes; the strict reader must take it. */
const cleaned = (text: string): string => {
  const { markdown } = clean(text)
  expect(readMarkdown(markdown, words).complaints).toEqual([])
  return markdown.trim()
}
const doubts = (text: string) =>
  clean(text)
    .doubts.map(({ line, what }) => `${line} ${what}`)
    .join('\n')
const dropped = (text: string) =>
  clean(text)
    .dropped.map(({ line, reason }) => `${line} ${reason}`)
    .join('\n')

type Row = [what: string, text: string, result: string]

test.each<Row>([
  [
    'a range between tildes is no text struck out',
    'from 10~20 to 30~40 ~~not~~',
    'from 10\\~20 to 30\\~40 ~~not~~',
  ],
  [
    'a row that is longer than the head of its table is kept whole',
    '|a|\n|-|\n|1|2|',
    '| a | |\n| - | - |\n| 1 | 2 |',
  ],
  [
    'an address as its own text has no marks that escape its own',
    '[https://a.example/b\\\\_c](https://a.example/b_c)',
    '<https://a.example/b_c>',
  ],
  ['a formula keeps what stands on its first line', '$$ E = mc^2\n$$', '$$\nE = mc^2\n$$'],
  ['a task says whether it is done', '- [x] a\n- [ ] b', '- ☑ a\n- ☐ b'],
])('%s', (_, text, result) => {
  expect(cleaned(text)).toBe(result)
})

describe('headings', () => {
  test.each<Row>([
    [
      'the first is ##, those below it one deeper',
      '# A\n\n### B\n\n###### C\n\n# D',
      '## A\n\n### B\n\n#### C\n\n## D',
    ],
    ['underlined ones are headings', 'A\n===\n\nB\n---', '## A\n\n### B'],
    ['an empty one is nothing', '## \n\nx', 'x'],
    ['a blank after # is not needed', '##标题\n\n#标题', '## 标题\n\n## 标题'],
    ['closing #s are no text', '## A ##', '## A'],
    ['a hashtag is no heading', '#golang', '\\#golang'],
    [
      'a rule under a paragraph is a rule',
      'This sentence ends here.\n---\nx',
      'This sentence ends here.\n\n---\n\nx',
    ],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))
})

describe('emphasis', () => {
  test.each<Row>([
    ['beside Chinese punctuation', '**标签：**文字', '**标签：**文字'],
    ['around quotation marks', '这是**“重点”**的', '这是**“重点”**的'],
    ['with blanks inside', '** 粗体 ** 字', '**粗体** 字'],
    ['left over', '字 ** 字', '字  字'],
    ['power is no emphasis', '2**3', '2\\*\\*3'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))
})

describe('links', () => {
  test.each<Row>([
    ['without a protocol', '[a](//b.c/d)', '[a](https://b.c/d)'],
    ['with blanks', '[a](https://b.c/d e)', '[a](https://b.c/d%20e)'],
    ['bare, before Chinese punctuation', '见https://a.b/c。再见', '见<https://a.b/c>。再见'],
    ['two bare ones with a comma', 'https://a.b/c，https://d.e', '<https://a.b/c>，<https://d.e>'],
    ['of mail', '[a](mailto:x@y.org?subject=z)', '[a](mailto:x@y.org)'],
    ['of a script', '[a](javascript:alert(1)) b', 'a b'],
    ['of a script, disguised', '[a](<java\tscript:x>) b', 'a b'],
    ['of data and files', '[a](data:x) [b](file:///c) [d](vbscript:e)', 'a b d'],
    ['to a place in the document', '[a](#b) [c](./d.md)', 'a c'],
    ['by reference', '[a][b] [B]\n\n[b]: https://c.d', '[a](https://c.d) [B](https://c.d)'],
    ['by a reference glued to a paragraph', 'See [a][b]\n[b]: https://c.d', 'See [a](https://c.d)'],
    [
      'by references on one line',
      '[a] [b]\n\n[a]: https://a.a [b]: https://b.b',
      '[a](https://a.a) [b](https://b.b)',
    ],
    ['by an indented reference after a list', '- [a]\n\n      [a]: https://a.a', '- [a](https://a.a)'],
    ['by a reference that is missing', 'x [**a**][b]', 'x **a**'],
    ['that are citations', 'x [1][2]', 'x \\[1]\\[2]'],
    ['in code are text', '`[a](javascript:b)`', '`[a](javascript:b)`'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))

  test('what is taken away is told, with its line', () => {
    expect(doubts('\n[a](javascript:b)')).toMatch(/^2 the link of “a” is left out/)
    expect(doubts('[a](#b)\n\n[c](#d)')).toBe(
      '1 links to places within the document are left out, their text stays: “#b” (2 times)',
    )
    expect(doubts('x\n\n[a][nowhere]')).toContain('3 the link “[a][nowhere]” has no address')
  })

  test('a very long address is kept', () => {
    const url = `https://a.b/${'c'.repeat(5_000)}`
    expect(clean(`[x](${url})`).links).toEqual([{ title: 'x', url }])
  })
})

describe('images', () => {
  test.each<Row>([
    ['of the folder', '![a](./images/b.png)', '![a](images/b.png)'],
    ['of the web', '![a](https://b.c/d.png)', '![a](https://b.c/d.png)'],
    ['of the web without TLS', '![a](http://b.c/d.png)', '[a](http://b.c/d.png)'],
    ['that are not there', '![a](b.png) c', 'a c'],
    ['in the text itself', '![](data:image/png;base64,AA) c', 'c'],
    ['out of the folder', '![](../../etc/passwd) c', 'c'],
    ['with a title instead of a text', '![](https://b.c/d.png "e")', '![e](https://b.c/d.png)'],
    ['with a title that says more', '![a](https://b.c/d.png "e")', '![a](https://b.c/d.png "e")'],
    [
      'with a title of a program’s',
      '<img src="https://b.c/d.png" alt="a" title="IMG_2031">',
      '![a](https://b.c/d.png)',
    ],
    ['with neither', '![](https://b.c/my-cat.png)', '![my cat](https://b.c/my-cat.png)'],
    ['without any name', '![](https://b.c/1.png)', '![image](https://b.c/1.png)'],
    ['in a link', '[![a](https://b.c/d.png)](https://e.f)', '[![a](https://b.c/d.png)](https://e.f)'],
    ['by reference', '![a][b]\n\n[b]: https://b.c/d.png', '![a](https://b.c/d.png)'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))

  test('only those of the folder are named', () => {
    expect(clean('x\n\n![a](images/b%20c.png) ![d](https://e.f/g.png)').images).toEqual([
      { path: 'images/b c.png', line: 3 },
    ])
  })
})

describe('dollars', () => {
  test.each<Row>([
    ['amounts', '$5 and $10, US$3, $100K-$200K', '\\$5 and \\$10, US\\$3, \\$100K-\\$200K'],
    ['shares and variables', '$AAPL and $TSLA, $PATH:$HOME', '\\$AAPL and \\$TSLA, \\$PATH:\\$HOME'],
    ['formulas', '$x^2$ and $\\alpha$', '$x^2$ and $\\alpha$'],
    ['a formula with braces in braces', '$x^{{a}}$', '$x^{{a}}$'],
    ['a formula on its line', 'x\n\n$$ E = mc^2 $$', 'x\n\n$$\nE = mc^2\n$$'],
    ['TeX that is none', '$\\foo{x}$', '`\\foo{x}`'],
    ['in an address', 'https://a.b/?c=$d', '<https://a.b/?c=$d>'],
    ['in code', '`$x^2$`', '`$x^2$`'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))
})

describe('template code', () => {
  test.each<[what: string, text: string]>([
    ['Liquid', 'a {{ page.title }} b {% if x %}{% endif %}'],
    ['Hugo', 'a {{< figure src="x.png" >}} b'],
    ['kramdown', 'a b\n{: .note}'],
    ['of links', 'a b{:target="_blank"}'],
    ['of headings', 'a b {#anchor}'],
    ['of mails', 'a *|FNAME|* b %%first_name%%'],
    ['WordPress', 'a [caption id="x"]b[/caption]'],
    ['ERB', 'a <%= name %> b'],
  ])('%s never reaches a reader', (_, text) => {
    expect(cleaned(text).replace(/\s+/g, ' ')).toBe('a b')
    expect(doubts(text)).toContain('nothing fills it in here')
  })

  test.each(['`{{ x }}`', '```liquid\n{% if x %}\n```'])('%j is content', (text) =>
    expect(cleaned(text)).toBe(text),
  )
})

describe('comments', () => {
  test.each<[what: string, text: string]>([
    ['of HTML', 'a <!-- b --> c'],
    ['of several lines', 'a <!-- b\nb\nb --> c'],
    ['with blank lines', 'a <!-- b\n\n# b\n\n--> c'],
    ['as a definition', 'a\n\n[//]: # (b)\n\nc'],
    ['as a named definition', 'a\n\n[comment]: <> (b)\n\nc'],
    ['for one mail program', 'a <!--[if mso]>b<![endif]--> c'],
  ])('%s never reach a reader', (_, text) => {
    expect(cleaned(text).replace(/\s+/g, ' ')).toBe('a c')
    expect(dropped(text)).toMatch(/^[13] a comment: “/)
  })

  test('one that has no end takes its paragraph, not the article', () => {
    expect(cleaned('a\n\n<!-- b\nb\n\nc')).toBe('a\n\nc')
    expect(doubts('a\n\n<!-- b\nb\n\nc')).toContain('3 a comment is never closed')
  })

  test('in code they are content', () => {
    expect(cleaned('`<!-- a -->`\n\n```html\n<!-- b -->\n```')).toBe(
      '`<!-- a -->`\n\n```html\n<!-- b -->\n```',
    )
  })
})

describe('code and indents', () => {
  test.each<Row>([
    ['a fence needs no blank line', 'a\n```js\nb\n```\nc', 'a\n\n```js\nb\n```\n\nc'],
    [
      'a fence without end',
      '```js\nb = 1\n\n## A heading of prose that follows\n\nc',
      '```js\nb = 1\n```\n\n## A heading of prose that follows\n\nc',
    ],
    [
      'prose that is merely indented',
      'a\n\n    This is only an indented sentence.',
      'a\n\nThis is only an indented sentence.',
    ],
    ['code that is indented', 'a\n\n    b = c();', 'a\n\n```\nb = c();\n```'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))
})

describe('lists, quotations, tables', () => {
  test.each<Row>([
    ['all kinds of bullets', '* a\n  + b\n    - c\n\n1) d\n2) e', '- a\n  - b\n    - c\n\n1. d\n2. e'],
    ['tasks', '- [ ] a\n- [x] b', '- ☐ a\n- ☑ b'],
    [
      'a table with too short a line under its head',
      '| a | b |\n|---|\n| 1 | 2 |',
      '| a | b |\n| - | - |\n| 1 | 2 |',
    ],
    [
      'a table with rows of any length',
      '| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |',
      '| a | b | |\n| - | - | - |\n| 1 | | |\n| 1 | 2 | 3 |',
    ],
    [
      'a table right below a paragraph',
      'x\n| a | b |\n|---|---|\n| 1 | 2 |',
      'x\n\n| a | b |\n| - | - |\n| 1 | 2 |',
    ],
    ['a note of GitHub’s', '> [!NOTE]\n> a', '> **Note**\\\n> a'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))

  test('what is nested too deeply is flattened, and told', () => {
    const deep = `${'> '.repeat(200)}a\n\n${Array.from({ length: 90 }, (_, at) => `${' '.repeat(at * 2)}- b${at}`).join('\n')}`
    expect(cleaned(deep)).toContain('b89')
    expect(doubts(deep)).toContain('too deep to be read')
  })
})

describe('notes', () => {
  test.each<Row>([
    ['cited', 'a[^1]\n\n[^1]: b', 'a[^1]\n\n[^1]: b'],
    ['not cited', 'a\n\n[^1]: b', 'a\n\n\\[1] b'],
    ['without an entry', 'a[^1]', 'a\\[1]'],
    ['with two entries', 'a[^1]\n\n[^1]: b\n\n[^1]: c', 'a[^1]\n\n[^1]: b\n\n\\[1] c'],
  ])('%s', (_, text, result) => expect(cleaned(text)).toBe(result))
})

test.each<Row>([
  ['entities', 'a&nbsp;b &amp; &copy; &bogus;', 'a\u00a0b & © \\&bogus;'],
  ['escapes', '\\*a\\* \\# \\_b\\_', '\\*a\\* # \\_b\\_'],
  ['emoji and right-to-left text', '👩‍👩‍👧 مرحبا **عالم**', '👩‍👩‍👧 مرحبا **عالم**'],
])('%s stay', (_, text, result) => expect(cleaned(text)).toBe(result))

test('what the text holds is counted', () => {
  const text = [
    '[a](https://a.a) <https://b.b>',
    '图 1：甲',
    '图 2 展示了乙。',
    '**Figure 3.** C',
    '| a | b |\n|---|---|',
    '```\nx\n```',
    '$x^2$ costs $5',
    '## 参考文献',
    '1. A\n2. B',
    '[3] C',
  ].join('\n\n')
  expect(clean(text).counts).toEqual({ links: 2, figures: 2, tables: 1, code: 1, math: 1, references: 3 })
})

test('the lead is plain text of the first paragraphs', () => {
  const text =
    '# A\n\n![x](images/a.png)\n\nThis is **the** [first](https://a.b) paragraph[^1],\nof two lines.\n\n[^1]: b'
  expect(clean(text).lead).toBe('This is the first paragraph, of two lines.')
})

test('lines are those of the source', () => {
  const lines = [
    { line: 70, text: 'a' },
    { line: 75, text: '' },
    { line: 80, text: '<!-- b -->' },
    { line: 81, text: '' },
    { line: 90, text: '[c](javascript:d)' },
  ]
  const { dropped, doubts } = cleanMarkdown(lines)
  expect(dropped.map(({ line }) => line)).toEqual([80])
  expect(doubts.map(({ line }) => line)).toEqual([90])
})

test('nothing is left of nothing', () => {
  expect(cleanMarkdown([])).toMatchObject({ markdown: '', lead: '', links: [], images: [] })
})
