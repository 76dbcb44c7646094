import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportReport } from '../../../cli/import/report.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const tides = join(import.meta.dirname, './import/tides.md')

const aDesk = async (files: Record<string, string | Uint8Array> = {}) => {
  const cwd = await aFolder()
  await anIssueFolder(cwd)
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, path)), { recursive: true })
    await writeFile(join(cwd, path), text)
  }
  const read = async (path: string) => readFile(join(cwd, path), 'utf8')
  return { cwd, read, ...aMachine({ cwd }) }
}
const reportIn = async (read: (path: string) => Promise<string>, folder: string): Promise<ImportReport> =>
  JSON.parse(await read(join(folder, 'import-report.json')))

test('a printed magazine becomes a folder that builds, with a page an article', async () => {
  const { cwd, masthead, read } = await aDesk()
  await copyFile(tides, join(cwd, 'tides.md'))
  const imported = await masthead('import', 'tides.md', '--out', 'content/issues/tides-7')
  expect(imported.errors).toBe('')
  expect(imported.out).toContain('潮汐 Tides, No. 7, 2031年 4-6 月\n5 articles in 2 sections, ')
  const report = await reportIn(read, 'content/issues/tides-7')
  expect(report).toMatchObject({
    issue: { title: '潮汐 Tides', number: 7, period: '2031年 4-6 月' },
    coverage: 1,
  })
  expect(report.articles[0]).toEqual({
    file: '01-hai-di-guang-lan-hui-ting-hai-yi-tiao.md',
    title: '海底光缆会听海：一条电缆变成一万个地震仪',
    kicker: null,
    section: '深水',
    subsection: null,
    page: 2,
    kind: 'full',
    author: '测量组',
    startLine: 27,
    endLine: expect.any(Number),
    links: 2,
    figures: 2,
    tables: 2,
    code: 1,
    math: 2,
    references: 3,
  })
  const built = await masthead('build', 'content/issues/tides-7', '--out', 'out')
  expect(built.errors).toBe('')
  expect(built.out).toMatch(/^tides-7 {2}zh-CN {2}5 articles, digest [\d.]+ KB\n/)
  const stubs = await readdir(join(cwd, 'out/site/zh/issues/tides-7'))
  expect(stubs.filter((name) => !name.includes('.'))).toHaveLength(5)
  const stub = await read('out/site/zh/issues/tides-7/hai-di-guang-lan-hui-ting-hai-yi-tiao/index.html')
  expect(stub).toContain('Listening to scattered light in submarine cables')
  expect(stub).toContain('# 这不是标题')
  expect(stub).toContain('每年 $500，大约 $20 一条船')
})

const seed = join(import.meta.dirname, '../../../../shared/seeds/000_e01898c04501e65b.txt')

test.skipIf(!existsSync(seed))(
  'the printed No. 64 gives twenty stubs and a digest that no client clips',
  async () => {
    const { cwd, masthead, read } = await aDesk()
    expect(await masthead('import', seed, '--out', 'content/issues/matrix-64')).toMatchObject({ code: 0 })
    const report = await reportIn(read, 'content/issues/matrix-64')
    expect(report).toMatchObject({
      issue: { title: 'Matrix', number: 64, period: '2023年 1-3 月' },
      coverage: 1,
    })
    // Every address of the print leads there; what is linked to “#” alone, or by a code, is named.
    const texts = await Promise.all(
      report.articles.map(({ file }) => read(join('content/issues/matrix-64', file))),
    )
    const whole = texts.join('\n')
    const articlesEnd = Math.max(...report.articles.map(({ endLine }) => endLine))
    const printed = (await readFile(seed, 'utf8')).split('\n').slice(0, articlesEnd).join('\n')
    const addresses = [...printed.matchAll(/(?<=[(<])https?:\/\/[^\s()<>]+/g)].map(([url]) => url)
    expect(addresses.length).toBeGreaterThanOrEqual(29)
    expect(addresses.filter((url) => !whole.includes(`<${url}>`) && !whole.includes(`](${url})`))).toEqual([])
    const leadNowhere = printed.split('\n').flatMap((line, at) => (line.includes('](#)') ? [at + 1] : []))
    const told = new Set([...report.doubts, ...report.dropped].map(({ line }) => line))
    expect(leadNowhere.filter((line) => !told.has(line))).toEqual([])
    expect(report.articles.map(({ section, subsection }) => subsection ?? section)).toEqual([
      ...['焦点', '焦点', '前沿求索', '前沿求索', '前沿求索', '前沿求索', '科研第一线', '科研第一线'],
      ...['文化故事', '文化故事', '文化故事', '文化故事', '文化故事', '文化故事', '观点', '观点'],
      ...['媒体报道', '媒体报道', '媒体报道', '媒体报道'],
    ])
    const { code, errors, out } = await masthead(
      'build',
      'content/issues/matrix-64',
      '--out',
      'out',
      '--json',
    )
    expect([code, errors]).toEqual([0, ''])
    const [edition] = JSON.parse(out).editions as { articles: number; digestBytes: number }[]
    expect(edition!.articles).toBe(20)
    expect(edition!.digestBytes).toBeLessThanOrEqual(90_000)
    const stubs = await readdir(join(cwd, 'out/site/zh/issues/matrix-64'))
    expect(stubs.filter((name) => !name.includes('.'))).toHaveLength(20)
  },
)

const newsletter = `---
title: Harbour News 12
date: 2031-05-06
lang: en
---

<!-- not for readers -->

## Tides

Low water comes early this week. [The table](https://tides.example.org/table) has the hours.

![A lamp](lamp.png)

## Links

- [A rope that remembers](https://news.example.org/rope) — who made it, and why.
- [Lamps at six](https://news.example.org/lamps)
- [The quiet pier](https://news.example.org/pier): a photograph a day.
`

test('a newsletter is built as it is, without a folder', async () => {
  const { masthead, read } = await aDesk({ 'mail/harbour.md': newsletter })
  const { code, out, errors } = await masthead('build', 'mail/harbour.md', '--out', 'out')
  expect([code, errors]).toEqual([0, ''])
  expect(out).toContain('Harbour News 12')
  const digest = await read('out/en/digest.html')
  expect(digest).toContain('A rope that remembers')
  expect(digest).not.toContain('not for readers')
})

test('a newsletter in a language that the publication lacks is built in its own, from right to left', async () => {
  const arabic =
    '# نشرة المرفأ\n\n## المد\n\nينخفض الماء مبكرا هذا الأسبوع، والمصابيح تضاء عند السادسة مساء كل يوم.\n'
  const { masthead, read } = await aDesk({ 'nashra.md': arabic })
  const { code, errors } = await masthead('build', 'nashra.md', '--out', 'out')
  expect([code, errors]).toEqual([0, ''])
  expect(await read('out/ar/digest.html')).toMatch(/<html[^>]* dir="rtl"/)
  await masthead('import', 'nashra.md', '--out', 'nashra')
  expect(await masthead('build', 'nashra', '--out', 'again')).toMatchObject({ code: 0, errors: '' })
  // To publish it, the publication would have to have the language.
  expect(await masthead('check', 'nashra')).toMatchObject({ code: 1 })
})

test('an image beside the document comes along; one that is not there is doubted', async () => {
  const png = await readFile('content/issues/matrix-64/images/focus.png')
  const text =
    '# Harbour 1\n\n## Lamps\n\nA lamp stands here, and it is lit.\n\n![A lamp](pictures/lamp.png)\n\n![No](gone.png)\n'
  const { cwd, masthead, read } = await aDesk({ 'h/news.md': text, 'h/pictures/lamp.png': png })
  expect(await masthead('import', 'h/news.md', '--out', 'new')).toMatchObject({ code: 0 })
  expect(await readFile(join(cwd, 'new/pictures/lamp.png'))).toEqual(png)
  expect((await reportIn(read, 'new')).doubts).toContainEqual(
    expect.objectContaining({ line: 9, what: expect.stringContaining('gone.png') }),
  )
})

test('a folder with a table of contents is an issue, each file an article', async () => {
  const { masthead, read } = await aDesk({
    'book/README.md': '# Harbour Book\n',
    'book/SUMMARY.md':
      '# Summary\n\n# Water\n\n- [Tides](water/tides.md)\n- [Fog](water/fog.md)\n\n# Land\n\n- [Piers](piers.md)\n- [Lost](lost.md)\n',
    'book/water/tides.md': '# Tides\n\nWater comes, water goes. ![A lamp](../lamp.png)\n',
    'book/water/fog.md': '---\ntitle: Fog at six\nauthor: Lin An\n---\n\nNobody saw it.\n',
    'book/piers.md': 'Piers are long.\n',
    'book/spare.md': '\nNot in the contents.\n',
    'book/lamp.png': await readFile('content/issues/matrix-64/images/focus.png'),
  })
  expect(await masthead('import', 'book', '--out', 'issue-1')).toMatchObject({ code: 0 })
  const report = await reportIn(read, 'issue-1')
  expect(report.issue.title).toBe('Harbour Book')
  expect(
    report.articles.map(({ source, title, section, author }) => [source, title, section, author]),
  ).toEqual([
    ['water/tides.md', 'Tides', 'Water', null],
    ['water/fog.md', 'Fog at six', 'Water', 'Lin An'],
    ['piers.md', 'Piers', 'Land', null],
  ])
  expect(report.dropped).toEqual([
    { line: 1, endLine: 1, source: 'README.md', reason: 'is not in SUMMARY.md' },
    { line: 1, endLine: 2, source: 'spare.md', reason: 'is not in SUMMARY.md' },
  ])
  expect(report.doubts).toContainEqual({ line: 1, source: 'SUMMARY.md', what: 'lost.md is not there' })
  expect(report.coverage).toBe(1)
  expect(await read('issue-1/01-tides.md')).toContain('![A lamp](lamp.png)')
  const built = await masthead('build', 'book', '--out', 'out')
  expect([built.code, built.errors]).toEqual([0, ''])
})

test('a folder that holds something is left as it is', async () => {
  const { cwd, masthead } = await aDesk({ 'news.md': newsletter, 'full/mine.txt': 'mine' })
  expect(await masthead('import', 'news.md', '--out', 'full')).toMatchObject({
    code: 1,
    errors: 'full is not empty: give a new folder, so that nothing is overwritten',
  })
  expect(await readdir(join(cwd, 'full'))).toEqual(['mine.txt'])
})

test.each([
  [
    ['import', 'nowhere.md', '--out', 'x'],
    'nowhere.md is not there: give a Markdown document, or a folder of them',
  ],
  [['import', 'news.md', '--out', 'x', '--language', 'x!'], 'x! is no language tag such as zh-CN or en'],
  [
    ['import', 'news.md', '--out', 'x', '--id', 'No Id'],
    'No Id is no id of an issue: write a–z, 0–9 and hyphens, at most 50',
  ],
  [['import', 'big.md', '--out', 'x'], 'big.md has 6 MB: a document may have 5 MB'],
])('%s says in one line what is wrong', async (args, message) => {
  const { masthead } = await aDesk({ 'news.md': newsletter, 'big.md': 'x'.repeat(5_100_000) })
  expect(await masthead(...args)).toMatchObject({ code: 1, errors: message })
})

test('an empty document is said to be so; one that is only a title says that', async () => {
  const { masthead, read } = await aDesk({ 'empty.md': '\n\n', 'title.md': '# Nothing *but* a title\n' })
  expect(await masthead('build', 'empty.md', '--out', 'out')).toMatchObject({
    code: 1,
    errors: 'empty.md holds no text',
  })
  expect(await masthead('build', 'title.md', '--out', 'out', '--language', 'en')).toMatchObject({ code: 0 })
  expect(await read('out/en/digest.txt')).toContain('Nothing but a title')
})
