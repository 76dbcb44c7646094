import fc from 'fast-check'
import { toHtml } from 'hast-util-to-html'
import { describe, expect, test } from 'vitest'
import { readMarkdown } from '../../../functions/issue/markdown.ts'
import { plainSummary } from '../../../functions/issue/plain-summary.ts'
import { plainText } from '../../../functions/issue/plain-text.ts'

const words = { references: '参考文献', backToText: (mark: string) => `回到 ${mark}` }
const read = (text: string) => readMarkdown(text, words)
const html = (text: string) => toHtml(read(text).body)
const complaints = (text: string) =>
  read(text).complaints.map(({ line, reason }) => `${line ?? ''} ${reason}`)

const table = '| 模型 | MR | |\n| --- | ---: | :---: |\n| HousE | 1303 | ✓ |\n'

describe('what a magazine sets', () => {
  test('a caption and its table are one figure, and the table scrolls by itself', () => {
    expect(html(`表 1：效果\n\n${table}`)).toMatch(
      /^<figure class="table"><figcaption>表 1：效果<\/figcaption><div class="scroll" tabindex="0" role="group"><table>/,
    )
  })

  test.each(['表 2（a）：甲', 'Table 2(b): B', 'Figure 10: C', '图 3：丁'])(
    '“%s” is a caption',
    (caption) => {
      expect(html(`${caption}\n\n${table}`)).toContain(`<figcaption>${caption}</figcaption>`)
    },
  )

  test('a sentence about a table is no caption', () => {
    expect(html(`表 1 说明了一切。\n\n${table}`)).not.toContain('figure')
  })

  test('a caption stands above code, below a picture, or alone', () => {
    expect(html('图 1：码\n\n```text\n2, 1\n```')).toMatch(/^<figure><figcaption>.*<pre>/)
    expect(html('![景](images/a.png)\n\n图 1：景')).toMatch(/^<figure><img[^>]*><figcaption>/)
    expect(html('图 1：没有图')).toBe('<p class="caption">图 1：没有图</p>')
  })

  test('a picture’s title is its caption, unless it has one; within a text it is a hint, as that of a link is', () => {
    expect(html('![景](images/a.png "九条 & 船")')).toBe(
      '<figure><img src="images/a.png" alt="景"><figcaption>九条 &#x26; 船</figcaption></figure>',
    )
    expect(html('![景](images/a.png "t")\n\n图 1：景')).toMatch(/title="t"><figcaption>图 1：景</)
    expect(html('甲 ![景](images/a.png "t") [乙](https://a.example "u")')).toMatch(
      /alt="景" title="t">.* title="u">乙/,
    )
  })

  test('a task says whether it is done, in a text too', () => {
    expect(plainText(read('- [x] 甲\n- [ ] 乙\n- [x]\n\n  丙').body)).toMatch(/^- ☑ 甲\n- ☐ 乙\n- \[x\]/)
  })

  test('between single tildes nothing is struck out', () => {
    expect(html('从 10~20 到 30~40，~~不是~~。')).toBe('<p>从 10~20 到 30~40，<del>不是</del>。</p>')
  })

  test('what stands on the first line of a formula is of the formula', () => {
    expect(plainText(read('$$ E = mc^2\n$$').body)).toBe('E = mc²')
    expect(plainText(read('$$x =\ny\n$$').body)).toBe('x = y')
  })

  test.each([
    [
      '甲\n\n$$\nx = 1 $$\n\n乙',
      ['3 a formula that begins with $$ is not closed: $$ belongs on a line of its own behind it'],
    ],
    [
      '> $$\n> x\n\n乙',
      ['1 a formula that begins with $$ is not closed: $$ belongs on a line of its own behind it'],
    ],
    ['$$\nx\n$$\n\n> $$\n> x\n> $$\n\n- $$\n  x\n  $$\n', []],
    [
      '|a|b|\n|-|-|\n|1|2|\n|1|2|3|\n|1|`2|3`|',
      [4, 5].map((line) => expect.stringMatching(`^${line} a row has more cells`)),
    ],
  ])('nothing is swallowed without a word: %j', (text, said) => {
    expect(complaints(text)).toEqual(said)
  })

  test('columns keep their alignment without inline style', () => {
    const out = html(table)
    expect(out).toContain('<td class="right">1303</td><td class="center">'.replace('><td', '>\n<td'))
    expect(out).not.toMatch(/style=|align=/)
  })

  test('references lead to the list and back', () => {
    const out = html('甲[^a]，乙[^a]。\n\n[^a]: 文献')
    expect(out).toContain('<h2 id="footnote-label">参考文献</h2>')
    for (const id of ['ref-fn-a', 'ref-fnref-a', 'ref-fnref-a-2']) {
      expect(out).toContain(`id="${id}"`)
      expect(out).toContain(`href="#${id}"`)
    }
  })

  test('formulas are MathML with a readable line', () => {
    const out = html("$N = k^1 + \\dots + k^l$，$X \\rightarrow Y'$，$\\frac{a}{b+1}$")
    expect(out).toContain('<msup><mi>k</mi><mn>1</mn></msup>')
    expect(plainText(read('$N = k^1 + \\dots + k^l$').body)).toBe('N = k¹ + ⋯ + kˡ')
    expect(plainText(read("$X \\rightarrow Y'$").body)).toBe('X → Y′')
    expect(plainText(read('$\\frac{a}{b+1}$，$x_{ij}$').body)).toBe('a/(b + 1)，x_(ij)')
    expect(html('$$\nE = mc^2\n$$')).toContain('<math display="block"')
    expect(out).not.toContain('style=')
  })

  test('emphasis beside Chinese punctuation is emphasis', () => {
    expect(html('这是**“重点”**的意思')).toContain('<strong>“重点”</strong>')
  })
})

describe('what an article may not hold', () => {
  test.each([
    ['raw HTML', '甲\n\n<div>乙</div>', '3 raw HTML is not allowed: <div>'],
    ['raw HTML in a line', '甲 <b>乙</b>', '1 raw HTML is not allowed: <b>'],
    [
      'a link that is no address of the web',
      '[甲](javascript:alert(1))',
      '1 the link javascript:alert(1) is not an http(s) address',
    ],
    ['a link to nowhere', '[甲](./乙)', '1 the link ./乙 is not an http(s) address'],
    ['an image without a text', '![](images/a.png)', '1 the image images/a.png has no alternative text'],
    ['a reference without an entry', '甲[^9]。', '1 the reference [^9] has no entry'],
    ['an entry that is not cited', '甲。\n\n[^9]: 乙', '3 the reference [^9] is never cited'],
    ['an entry given twice', '甲[^9]。\n\n[^9]: 乙\n\n[^9]: 丙', '5 the reference [^9] has two entries'],
    ['a second title', '# 甲', '1 headings in an article are ##'],
    ['a formula that is none', '$\\foo$', 'the formula $\\foo$: '],
  ])('%s', (_, text, complaint) => {
    expect(complaints(text).join('\n')).toContain(complaint)
  })

  test('code may show any of it', () => {
    expect(complaints('`<s> [^1]`\n\n```text\n<script>\n```')).toEqual([])
  })

  test('whatever is written, no script, handler, style or foreign address comes out', () => {
    const piece = fc.constantFrom(
      '<script>',
      '</script>',
      '<img src=x onerror=y>',
      '[a](javascript:x)',
      '![b](data:x)',
      '<a style="x">',
      '`',
      '$',
      '[^1]',
      '\n\n',
      '|',
      '"',
      "'",
      '&',
      '表 1：',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 5 })), { maxLength: 12 }), (pieces) => {
        // A formula's readable line is text, whatever it says.
        const out = html(pieces.join('')).replace(/ alttext="[^"]*"/g, '')
        const tags = out.match(/<[^>]*>/g) ?? []
        expect(tags.filter((tag) => /<script|\son\w+=|\sstyle=|javascript:|data:/i.test(tag))).toEqual([])
      }),
    )
  })
})

test('plain text keeps paragraphs, rows and references apart', () => {
  const { body } = read(`甲[^1]。\n\n## 乙\n\n表 1：丙\n\n${table}\n- 一\n- 二\n\n[^1]: 文献`)
  expect(plainText(body)).toBe(
    '甲[1]。\n\n乙\n\n表 1：丙\n\n模型  MR\nHousE  1303  ✓\n\n- 一\n- 二\n\n参考文献\n\n- 文献',
  )
  expect(plainText(body, { references: false })).not.toMatch(/文献|\[1\]/)
})

describe('a long text', () => {
  const part = (at: number) =>
    `## 第 ${at} 节\n\n见[甲][a]，[^b]。**重点**：文字文字文字。\n\n\`\`\`js\nlet x\n\n## 不是标题\n\`\`\`\n`
  const text = `${Array.from({ length: 600 }, (_, at) => part(at)).join('\n')}\n[a]: https://a.org\n\n[^b]: 文献`

  test('is read piece by piece as if it were read whole', () => {
    const out = html(text)
    expect(out.match(/<h2>/g)).toHaveLength(600)
    expect(out.match(/href="https:\/\/a\.org"/g)).toHaveLength(600)
    expect(out.match(/id="ref-fnref-b/g)).toHaveLength(600)
    expect(out.match(/<pre>/g)).toHaveLength(600)
  })

  test('has the lines of its problems', () => {
    expect(complaints(`${text}\n\n[乙](x)`)).toEqual([
      `${text.split('\n').length + 2} the link x is not an http(s) address`,
    ])
  })
})

test('images of the web and addresses of mail may stand in an article', () => {
  const out = html('![景](https://a.org/b.png)\n\n[信](mailto:a@b.org)，c@d.org')
  expect(out).toContain('<img src="https://a.org/b.png" alt="景">')
  expect(out).toContain('<a href="mailto:a@b.org">信</a>')
  expect(read('![景](https://a.org/b.png) ![乙](images/c.png)').images).toEqual([
    { path: 'images/c.png', line: 1, column: 27, length: 18 },
  ])
})

test.each([
  ['$5 and $6', '$5 and $6'],
  ['It costs $5, and $x^2$ is free.', 'It costs $5, and x² is free.'],
  ['from $20,000 to $30,000', 'from $20,000 to $30,000'],
  ['US$5–$6 and **$7** or $8', 'US$5–$6 and $7 or $8'],
  ['a $ sign, and $ another', 'a $ sign, and $ another'],
  ['$k$ and $n$-th', 'k and n-th'],
])('%s: money is none of mathematics', (text, plain) => {
  const { body, complaints } = readMarkdown(text, words)
  expect(complaints).toEqual([])
  expect(plainText(body)).toBe(plain)
})

test('notes are called notes, literature literature', () => {
  const both = { ...words, notes: '注释' }
  const heading = (note: string) =>
    plainText(readMarkdown(`A[^1].\n\n[^1]: ${note}`, both).body).split('\n\n')[1]
  expect(heading('Said at the bar.')).toBe('注释')
  expect(heading('Li R. House. PMLR, 2022.')).toBe('参考文献')
})

test('a summary is shown without the marks of Markdown', () => {
  expect(plainSummary('All **nine** are [back](https://x.org), `really`.')).toBe('All nine are back, really.')
  for (const text of ['snake_case_name', 'All nine are back.', '- a\n- b *c*', '5 * 3 * 2'])
    expect(plainSummary(text)).toBe(text)
})
