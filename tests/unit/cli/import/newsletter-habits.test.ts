import { describe, expect, test } from 'vitest'
import { importDocument } from '../../../../cli/import/import-document.ts'
import { outline, shape } from './newsletter-builders.ts'

/** An imported document's report, and its files as text. */
const imported = (text: string, name = 'letter') => {
  const { files, report, language } = importDocument(new TextEncoder().encode(text.replace(/^\n/, '')), {
    name,
    fallback: 'en',
    publication: { names: { en: 'Harbour' }, topics: [] },
    image: () => undefined,
  })
  const decoder = new TextDecoder()
  return { report, language, text: files.map(({ bytes }) => decoder.decode(bytes)) }
}
const titles = (text: string): string[] => outline(text).articles.map(({ title }) => title)

describe('titles', () => {
  test.each([
    ['an underscore without a partner is a letter', '## Call __fast now', 'Call __fast now'],
    ['paired ones are emphasis', '## The _old_ crane', 'The old crane'],
    ['escaped marks are what they mark', '## Ropes for \\$5 & \\<long\\> nets', 'Ropes for $5 & <long> nets'],
    ['a website in brackets is the link, not the name', '## Crane ([site](https://c.example/))', 'Crane'],
    ['template code is no title', '## Tides {{ site.month }} again', 'Tides again'],
    ['template code as an example is one', '## What `{{ tide }}` does', 'What {{ tide }} does'],
  ])('%s', (_, heading, title) => {
    expect(titles(`# L\n\n${heading}\n\nwords\n\n## Other\n\nwords`)[0]).toBe(title)
  })

  test('template code in a title is told of', () => {
    const { issue, doubts } = outline('---\ntitle: Letter - {{date}}\n---\n\n## A\n\nwords')
    expect(issue.title).toBe('Letter')
    expect(doubts).toMatchObject([{ what: expect.stringContaining('template code in a title') }])
  })

  test('a hashtag that opens a sentence with a link is no heading', () => {
    expect(
      titles('# L\n\n## A\n\nwords\n\n#Harbour asks: who read [the letter](https://h.example)?'),
    ).toEqual(['A'])
  })

  test('a line of facts under the first line belongs to the title', () => {
    const { issue, frontMatter } = outline(
      'Harbour News\nMarch 2024 | Volume 12, Issue 3\n\nWords of a letter that is long enough to stand as an introduction by itself, and goes on for a while.\n\nQUAY NEWS\n\nx\n\nTIDE TABLE\n\ny',
    )
    expect(issue).toMatchObject({ title: 'Harbour News', number: 3 })
    expect(frontMatter).toEqual([{ startLine: 1, endLine: 2 }])
  })

  test('a file that is called by its day has no number', () => {
    expect(
      outline('---\ntitle: Letter\ndate: 2024-06-16\n---\n\nwords', '16-letter').issue.number,
    ).toBeUndefined()
    expect(outline('---\ntitle: Letter\ndate: 2024-06-16\n---\n\nwords', '12-letter').issue.number).toBe(12)
  })
})

describe('entries', () => {
  test('a label in brackets may stand before the link', () => {
    const list = [
      '[video] [The crane](https://h.example/1)',
      '[DE] [Ropes](https://h.example/2)',
      '[Tides](https://h.example/3)',
    ]
    expect(titles(`# L\n\n## Seen\n\n${list.map((one) => `- ${one}`).join('\n')}`)).toEqual([
      'The crane',
      'Ropes',
      'Tides',
    ])
  })

  test('a day without a year and the link behind it are one title', () => {
    const { articles } = outline(
      '# L\n\n## Days\n\n- **12 de mayo**: [Quay walk](https://h.example/1)\n- **20 de mayo**: [Tide talk](https://h.example/2) - free\n- **1 de junio**: [Regatta](https://h.example/3)',
    )
    expect(articles.map(({ title, body }) => [title, ...body.map(({ text }) => text)])).toEqual([
      ['12 de mayo: Quay walk'],
      ['20 de mayo: Tide talk', 'free'],
      ['1 de junio: Regatta'],
    ])
  })

  test('a break after a title is no text, and a question keeps its mark', () => {
    const { articles } = outline(
      '# L\n\n## Read\n\n1. **[Cranes](https://h.example/1)** \\\n   All of them.\n2. [Why ropes](https://h.example/2)?\n3. [Tides](https://h.example/3)',
    )
    expect(articles.map(({ title }) => title)).toEqual(['Cranes', 'Why ropes?', 'Tides'])
    expect(articles[0]!.body.map(({ text }) => text)).toEqual(['All of them.'])
  })

  test('an address behind the words is no part of a title', () => {
    expect(
      titles(
        '# L\n\n## Tools\n\n- [A](https://h.example/a): x\n- [B](https://h.example/b): y\n- A winch https://h.example/c',
      ).at(-1),
    ).toBe('A winch')
  })
})

describe('template code', () => {
  test('an address that the document gives a name is put where its links use it', () => {
    const { report, text } = imported(`
# L

## Asked

{% assign quay = "https://quay.example/a/" %}

- [How deep is it?]({{quay}}12)
  Nine metres.
- [How old is it?]({{ quay }}13)
  A century.
- [Who built it?]({{quay}}14)
  Nobody knows.
`)
    expect(report.articles.map(({ title }) => title)).toEqual([
      'How deep is it?',
      'How old is it?',
      'Who built it?',
    ])
    expect(text.join('\n')).toContain('https://quay.example/a/13')
    expect(report.coverage).toBe(1)
  })

  test('a comment of Liquid is dropped, whatever it holds', () => {
    const { articles, dropped } = outline(
      '# L\n\n## A\n\n{% comment %}<script>\n// counted by hand\n</script>{% endcomment %}\n\nwords',
    )
    expect(dropped).toHaveLength(3)
    expect(articles[0]!.body.map(({ text }) => text)).toEqual(['words'])
  })

  test('a line that greets a reader by name stays', () => {
    const { report, text } = imported('# L\n\n## A\n\nHello *|FNAME|*, the pier is open again.')
    expect(report.dropped).toEqual([])
    expect(text.join('\n')).toContain('the pier is open again')
  })

  test('a link of a mail tool within raw HTML is dropped', () => {
    const { dropped } = outline(
      '# L\n\n<table>\n<tr><td>\n<a href="*|ARCHIVE|*">View in your browser</a>\n</td></tr>\n</table>\n\n## A\n\nwords',
    )
    expect(dropped).toEqual([{ line: 5, reason: 'a line of a mail tool' }])
  })
})

test('a reference that goes over two lines brings its address along', () => {
  const { text } = imported(
    '# L\n\n## A\n\nThe [old crane][crane of\nthe quay] stays.\n\n[crane of the quay]: https://c.example/',
  )
  expect(text.join('\n')).toContain('[old crane](https://c.example/)')
})

test('a reference over two lines that points nowhere leaves its words', () => {
  const { text } = imported('# L\n\n## A\n\nThe [old crane][crane of\nthe quay] stays.')
  expect(text.join('\n')).toContain('The old crane stays.')
})

test('articles in no section are headed in the issue’s language', () => {
  const { text, language } = imported(
    '# Rundbrief\n\n## Der Kran\n\nDer alte Kran steht noch am Kai, und niemand weiß, wer ihn gebaut hat.\n\n## Das Wetter\n\nEs hat geregnet und wird weiter regnen.',
  )
  expect(language).toBe('de')
  expect(text[0]).toContain('In dieser Ausgabe')
})

test('a short introduction is no mere greeting', () => {
  const words =
    'This month the pier is open again, the lamps are lit, and the old crane has been painted green at last.'
  expect(outline(`# L\n\n${words}\n\n## A\n\nx\n\n## B\n\ny`).articles.map(shape)).toEqual([
    'Introduction',
    'A',
    'B',
  ])
})

test('of thousands of headings only the upper ones head articles', () => {
  const parts = Array.from(
    { length: 300 },
    (_, at) => `## Part ${at}\n\nwords\n\n### One\n\nx\n\n### Two\n\ny`,
  )
  const { articles, doubts } = outline(`# L\n\n${parts.join('\n\n')}`)
  expect(articles).toHaveLength(300)
  expect(doubts).toMatchObject([{ what: expect.stringContaining('900 headings') }])
})

test('each link that leads nowhere is named, with its line', () => {
  const { report, text } = imported('# L\n\n## A\n\nSee [the table](#) of tides.\n\nAnd [the chart](#), too.')
  expect(report.doubts).toEqual([
    { line: 5, what: expect.stringContaining('“the table” leads nowhere') },
    { line: 7, what: expect.stringContaining('“the chart” leads nowhere') },
  ])
  expect(text.join('\n')).toContain('See the table of tides.')
})

test('a picture of the front matter may have details; one on the web is told of', () => {
  const head = (image: string) => `---\ntitle: L\nimage: ${image}\n---\n\n## A\n\nwords`
  expect(outline(head('{ path: ./a.png, alt: A quay }')).issue.picture).toEqual({
    address: './a.png',
    alt: 'A quay',
    line: 1,
  })
  const { report, text } = imported(head('https://h.example/a.png'))
  expect(report.doubts).toMatchObject([{ line: 1, what: expect.stringContaining('it is on the web') }])
  expect(text[0]).not.toContain('cover')
})

describe('nothing is said twice', () => {
  const files = (text: string) => imported(text).text.slice(1)

  test('a title of which all words are its text’s', () => {
    const [, , two] = files(
      '# L\n\n## New\n\n- [A](https://h.example/a)\n- [B](https://h.example/b)\n- [Two knots](https://h.example/k){ .button }',
    )
    expect(two).toMatch(/^---\ntitle: Two knots\n/)
    expect(two!.split('---')[2]!.trim()).toBe('')
  })

  test('a label behind a link, in code or not, is no sentence that its title begins', () => {
    const list = [
      '[A](https://h.example/a) `[pdf, 2 MB]`',
      '[B](https://h.example/b) [audio]',
      '[C](https://h.example/c)',
    ]
    const [code, plain] = files(`# L\n\n## New\n\n${list.map((one) => `- ${one}`).join('\n')}`)
    expect(code).toMatch(/^---\ntitle: A\nkicker: pdf, 2 MB\n/)
    expect(plain).toMatch(/^---\ntitle: B\nkicker: audio\n/)
  })

  test('a link at the end of a notice that only says where to read on', () => {
    const [own, row, mid] = files(
      '# L\n\n## Roof\n\nIt is tight. [Read more](https://h.example/roof)\n\n## Oven\n\nIt is warm.\n\n[阅读原文](https://h.example/oven)\n\n## Door\n\nAsk [the smith](https://h.example/smith), or [read more](https://h.example/door).',
    )
    expect(own).toContain(
      'links:\n  - title: Read more\n    url: https://h.example/roof\n---\n\nIt is tight.\n',
    )
    expect(row).toContain('url: https://h.example/oven\n---\n\nIt is warm.\n')
    expect(mid).toContain('[read more](https://h.example/door)')
    expect(mid).not.toContain('links:')
  })

  test('number and date above an introduction', () => {
    const [intro] = files(
      '# L\n\n第 3 期\n\n2031年4月8日\n\n清明刚过，山上的雾还没散。\n\n## 茶\n\n今年来了十一个人。',
    )
    expect(intro).toContain('---\n\n清明刚过，山上的雾还没散。')
  })

  test('and a label in bold is no summary', () => {
    const [tabs] = files(
      '# L\n\n## How\n\n**Left-handed people**\n\nTurn the rope, not the hand.\n\n## B\n\nwords',
    )
    expect(tabs).toContain('summary: Turn the rope, not the hand.')
  })
})

test('words of a page’s blocks are told apart in titles', () => {
  const { report } = imported('# L\n\n## <div>Salt</div><div>and tar</div>\n\nwords\n\n## B\n\nwords')
  expect(report.articles[0]!.title).toBe('Salt and tar')
})

test('a greeting with a variable says its default, or no name', () => {
  const greeting = (line: string) => imported(`# L\n\n${line}\n\nIt rains.\n\n## A\n\nwords`).text[1]
  expect(greeting('Hi {{ subscriber.first_name | default: "friend" }},')).toContain(
    '---\n\nHi friend,\n\nIt rains.',
  )
  expect(greeting('Hello {{ subscriber.first_name }},')).toContain('---\n\nHello,\n\nIt rains.')
})
