import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countPages, pagesInPdf } from '../../cli/pdf/pages-in-pdf.ts'
import { anIssueFolder } from '../unit/cli/issue-folder.ts'
import { aFolder, aMachine } from '../unit/cli/terminal-io.ts'
import { chromiumPath, openChromium } from './chromium.ts'
import { outlineOf, textsOfPages } from './pdf-text.ts'

const { browser, reason } = await openChromium()
await browser?.close()

const article = (title: string, page: number, body: string) =>
  `---\ntitle: ${title}\npage: ${page}\nkind: full\nsummary: About it.\n---\n\n${body}\n`

const wide = `| ${'Column with words | '.repeat(14)}\n|${' --- |'.repeat(14)}\n| ${'unbreakable-word | '.repeat(14)}\n`

/** Prints an issue of two articles. @returns its PDFs by name */
const printed = async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd, {
    '01-news.md': article('雾散', 41, '船回来了。'),
    '02-thought.md': article('第二个想法', 42, '没有人问。'),
    '01-news.en.md': article(
      'Fog lifts',
      41,
      `${'The boats came home in the morning. '.repeat(200)}\n\n## Later\n\nSee [the thought](https://matrix.example.org/en/issues/matrix-1/thought/), and a note[^1].\n\n${wide}\n[^1]: Whoever looked saw it.`,
    ),
    '02-thought.en.md': article('A second thought', 42, 'Nobody had asked for it.'),
  })
  const { masthead } = aMachine({ cwd, env: { CHROMIUM_PATH: await chromiumPath() } })
  const { code, out, errors } = await masthead('pdf', dir, '--out', 'printed', '--json')
  expect([code, errors]).toEqual([0, ''])
  const folder = join(cwd, 'printed')
  const files = new Map(
    await Promise.all(
      (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name))] as const),
    ),
  )
  return { answer: JSON.parse(out), files }
}

describe.skipIf(reason)(`an issue as a PDF${reason ? `: ${reason}` : ''}`, () => {
  test('each language is one file, with cover, contents, the text of each article, and an outline', async () => {
    const { answer, files } = await printed()
    expect([...files.keys()].toSorted()).toEqual(['matrix-1-en.pdf', 'matrix-1-zh.pdf'])
    const pdf = files.get('matrix-1-en.pdf')!
    const pages = countPages(pdf)
    expect(pages).toBeGreaterThanOrEqual(6)
    expect(answer.files).toContainEqual({ language: 'en', file: 'matrix-1-en.pdf', pages })

    const texts = textsOfPages(pdf)
    expect(texts).toHaveLength(pages)
    const at = pagesInPdf(pdf)
    const [news, thought] = [at.get('news')!, at.get('thought')!]
    expect(news).toBe(3)
    expect(thought).toBeGreaterThan(news + 1)
    const [contents, first, second] = [
      texts[1]!,
      texts.slice(news - 1, thought - 1).join(''),
      texts[thought - 1],
    ]
    // Page numbers of the printed issue are not those of the file.
    expect(contents).toContain(`Foglifts${news}`)
    expect(contents).toContain(`Asecondthought${thought}`)
    expect(contents).not.toMatch(/4[12]/)
    expect(first.match(/boats/g)).toHaveLength(200)
    expect(first).toContain('Whoeverlookedsawit.')
    expect(second).toContain('Nobodyhadaskedforit.')
    // The top of each page names the issue and what is read there; its foot its number.
    expect(texts[news]).toContain('Foglifts')
    expect(texts[news]).toMatch(/No\.1/)
    expect(texts[0]).not.toMatch(/Contents/)

    expect(outlineOf(pdf)).toEqual([
      { title: 'No. 1', within: [] },
      { title: 'Contents', within: [] },
      {
        title: 'In Focus',
        within: [
          {
            title: 'Fog lifts',
            within: [
              { title: 'Later', within: [] },
              { title: 'Notes', within: [] },
            ],
          },
        ],
      },
      { title: 'Viewpoints', within: [{ title: 'A second thought', within: [] }] },
    ])
  })
})
