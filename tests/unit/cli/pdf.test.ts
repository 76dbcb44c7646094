import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { joinedPage } from '../../../cli/pdf/joined.page.ts'
import { countPages, pagesInPdf } from '../../../cli/pdf/pages-in-pdf.ts'
import type { Paper } from '../../../cli/pdf/paper.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import {
  aKitchenSink,
  aLongNewsletter,
  aNewsletter,
  anArticle,
  anIssue,
  aPng,
  aPublication,
  aWebp,
  heavier,
  issueOf,
  issueYamlWith,
} from '../../builders.ts'
import { anArabicIssue } from '../edition/open-book.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const publication = aPublication()

const documentOf = (
  issue: Issue,
  { language = 'en', of = publication, pages = new Map<string, number>(), paper = 'a4' as Paper } = {},
) => joinedPage({ issue, publication: of, language, siteUrl: of.site }, { paper, pages })

const valuesOf = (document: string, attribute: string): string[] =>
  [...document.slice(document.indexOf('<body>')).matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(
    ([, value]) => value!,
  )
const articlesIn = (document: string): string[] =>
  [...document.matchAll(/<article id="([^"]*)"/g)].map(([, id]) => id!)

test('no id stands twice in the document, and each link within it leads to one', () => {
  const files = {
    'letter.md': '---\nname: 艾达\n---\n\n亲爱的[读者](https://example.org/)。\n',
    'letter.en.md': '---\nname: Ada\n---\n\nDear [reader](https://example.org/).\n',
    '01-talk.md': anArticle({}, '见[^1]。\n\n[^1]: 注。\n'),
    '01-talk.en.md': anArticle({ title: 'A talk' }, 'See[^1].\n\n[^1]: A note.\n'),
  }
  for (const issue of [issueOf(aKitchenSink(), publication), anIssue(files)])
    for (const language of ['en', 'zh-CN']) {
      const document = documentOf(issue, { language })
      const ids = valuesOf(document, 'id')
      expect(ids.length).toBe(new Set(ids).size)
      const within = valuesOf(document, 'href').filter((to) => to.startsWith('#'))
      expect(within.length).toBeGreaterThan(3)
      expect(within.filter((to) => !ids.includes(to.slice(1)))).toEqual([])
    }
})

test('it shows pictures themselves, not the versions that screens get', () => {
  const versions = {
    'images/cover.png': heavier(aPng()),
    'images/cover.png.480.webp': aWebp(480),
    '01-talk.md': anArticle({}, '![景](images/cover.png)\n'),
  }
  const document = documentOf(anIssue(versions), { language: 'zh-CN' })
  expect(document).toMatch(/src="\/assets\/matrix-64\/cover-\w+\.png"/)
  expect(document).not.toMatch(/<picture|\.webp/)
})

test('what the document loads is the magazine’s own: a picture from elsewhere is a link to it', () => {
  const document = documentOf(issueOf(aKitchenSink(), publication))
  expect(valuesOf(document, 'src').filter((src) => !src.startsWith('/assets/weekly/'))).toEqual([])
  expect(document).toContain('<a href="https://images.example.org/far.png">远处</a>')
  expect(document).not.toContain('<script')
})

test('it is read from the cover through contents, letter and articles in printed order to its publisher', () => {
  const letter = (name: string) => `---\nname: ${name}\n---\n\nDear **reader**.\n`
  const document = documentOf(anIssue({ 'letter.md': letter('艾达'), 'letter.en.md': letter('Ada') }))
  const parts = valuesOf(document, 'id').filter((id) => !/\..*\.|^the\.contents\./.test(id))
  expect(parts).toEqual([
    ...['the.cover', 'the.contents', 'the.letter'],
    ...['talk', 'notice', 'graphs'],
    'the.colophon',
  ])
})

test('the contents say on which page of the document an article begins, and lead there', () => {
  const document = documentOf(anIssue(), {
    pages: new Map([
      ['talk', 3],
      ['graphs', 12],
    ]),
  })
  const [contents] = /<div class="contents"[\s\S]*?<div class="run/.exec(document)!
  const entries = [...contents.matchAll(/<a href="([^"]*)">[\s\S]*?<\/li>/g)].map(([entry, to]) => [
    to,
    />(\d+)<\/span>/.exec(entry)?.[1],
  ])
  expect(entries).toEqual([
    ['#talk', '3'],
    ['#notice', undefined],
    ['#graphs', '12'],
  ])
  // The page in the printed issue, beside the title, would be another.
  expect(document.slice(document.indexOf('<article'))).not.toMatch(/Page \d|p\. \d/)
})

test('a link to an article’s page leads to the article in the document, and one to another page to the site', () => {
  const to = (path: string) => `https://matrix.example.org/en/issues/weekly/${path}`
  const body = `[Graphs](${to('graphs/')}), [another](https://matrix.example.org/en/issues/older/).\n`
  const document = documentOf(anIssue({ '01-talk.en.md': anArticle({ title: 'A talk' }, body) }))
  expect(document).toContain('<a href="#graphs">Graphs</a>')
  expect(document).toContain('<a href="https://matrix.example.org/en/issues/older/">another</a>')
})

test('short articles of a section share pages, and a longer one begins one', () => {
  const issue = issueOf(aLongNewsletter(6, { sections: 2 }))
  const long = 'A word or two more. '.repeat(150)
  const files = aNewsletter({
    sections: '  - title: { en: News }\n    articles: [001-a, 002-b, 003-c]',
    articles: Object.fromEntries(
      ['a', 'b', 'c'].map((name, at) => [
        `00${at + 1}-${name}.md`,
        anArticle({ title: name, page: undefined, summary: 'So.' }, name === 'b' ? 'Few.\n' : `${long}\n`),
      ]),
    ),
  })
  const runsIn = (document: string) =>
    document
      .split('<div class="run ')
      .slice(1)
      .map((run) => articlesIn(run))
  expect(runsIn(documentOf(issue))).toEqual([
    ['piece-1', 'piece-2', 'piece-3'],
    ['piece-4', 'piece-5', 'piece-6'],
  ])
  expect(runsIn(documentOf(issueOf(files)))).toEqual([['a', 'b'], ['c']])
})

test('a brief that leads elsewhere stands in the document, with where it leads', () => {
  const files = aNewsletter({
    articles: {
      '001-first.md':
        '---\ntitle: A find\nkind: brief\nlinks:\n  - { title: A find, url: https://www.example.org/find }\n---\n',
    },
  })
  const document = documentOf(issueOf(files))
  expect(articlesIn(document)).toEqual(['first'])
  expect(document).toContain('<a class="go" href="https://www.example.org/find">example.org')
  expect(document).toContain('<a href="#first">A find</a>')
})

test('each page names the issue and what is read there, from the side where the language begins', () => {
  const english = documentOf(anIssue())
  expect(english).toMatch(
    /@page run-1 \{ @top-left \{ content: "Matrix \\b7 {2}No\\2e {2}64"[^}]*\} @top-right \{ content: "/,
  )
  const { issue, publication: of } = anArabicIssue()
  const arabic = documentOf(issue, { language: 'ar', of })
  expect(arabic).toMatch(/@page run-1 \{ @top-right \{[^}]*direction: rtl/)
  expect(arabic).toContain('<html lang="ar" dir="rtl">')
})

test('pages are counted in the digits of the language, on the paper that is asked for', () => {
  const article = anArticle({ title: 'عنوان', page: undefined })
  const persian = issueOf(
    aNewsletter({
      articles: {
        'issue.yaml': 'languages: [fa]\nsections:\n  - title: { fa: خبر }\n    articles: [001-a]\n',
        '001-a.md': article,
      },
    }),
    publicationIn(publication, 'fa'),
  )
  const document = documentOf(persian, { language: 'fa', of: publicationIn(publication, 'fa') })
  expect(document).toContain('content: counter(page, persian)')
  expect(documentOf(anIssue())).toContain('content: counter(page);')
  expect(documentOf(anIssue())).toContain('@page { size: 210mm 297mm;')
  expect(documentOf(anIssue(), { paper: 'letter' })).toContain('@page { size: 215.9mm 279.4mm;')
})

test('a cover in the shape of a page fills it; around any other stands what a cover says', () => {
  const upright = documentOf(anIssue({ 'images/cover.png': aPng(900, 1200) }))
  expect(upright).toMatch(/<section class="front whole" id="the\.cover"><img [^>]*><\/section>/)
  const lying = documentOf(anIssue())
  expect(lying).toMatch(/<section class="front set"[\s\S]*<h1[^>]*>No. 64<\/h1>[\s\S]*First line/)
  const without = documentOf(
    anIssue({
      'issue.yaml': issueYamlWith('  image: images/cover.png\n  alt: { zh-CN: 封面, en: Cover }\n', ''),
    }),
  )
  expect(without).toMatch(/<section class="front set"[^>]*><p class="series">Matrix<\/p>\n/)
})

test('the outline has sections, in them articles, in them their headings', () => {
  const document = documentOf(issueOf(aKitchenSink(), publication))
  const levels = [...document.matchAll(/aria-level="(\d)"[^>]*>(?:<[^>]*>)*([^<]+)/g)].map(
    ([, level, text]) => `${level} ${text!.trim()}`,
  )
  expect(levels).toEqual([
    ...['1 No. 64', '1 Contents', '1 In Focus', '2 A talk', '2 Everything', '3 小标题', '3 References'],
    ...['3 Sources and links', '1 Viewpoints · Front Line', '2 Graphs'],
  ])
})

/** What Chromium writes, of two pages. */
const skia = `%PDF-1.4
2 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
5 0 obj
<</Type /Page
/Parent 9 0 R>>
endobj
9 0 obj
<</Type /Pages
/Count 2
/Kids [5 0 R 2 0 R]>>
endobj
10 0 obj
<</fog [2 0 R /XYZ 0 807.4 0]
/the#2Econtents [5 0 R /XYZ 0 807.4 0]>>
endobj
11 0 obj
<</Type /Catalog
/Pages 9 0 R
/Dests 10 0 R>>
endobj
`

test('the pages of targets are read from what Chromium writes; from anything else, none', () => {
  expect([...pagesInPdf(Buffer.from(skia))]).toEqual([
    ['fog', 2],
    ['the.contents', 1],
  ])
  expect(countPages(Buffer.from(skia))).toBe(2)
  expect(pagesInPdf(Buffer.from('%PDF-1.7 of another program')).size).toBe(0)
})

test('without a browser no PDF is printed, and it is said how to name one', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd)
  const { masthead } = aMachine({ cwd, env: { CHROMIUM_PATH: join(cwd, 'nothing') } })
  const { code, out, errors } = await masthead('pdf', dir)
  expect([code, out]).toEqual([1, ''])
  expect(errors).toBe(`${join(cwd, 'nothing')} does not start: CHROMIUM_PATH must name a Chrome or Chromium`)
  expect(await readdir(cwd)).not.toContain('out')
})

test('an issue with problems is told as by the other commands, and not printed', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd, { '01-news.md': '---\ntitle: x\n---\n' })
  const { masthead } = aMachine({ cwd })
  const { code, out } = await masthead('pdf', dir)
  expect([code, out]).toEqual([1, expect.stringContaining('01-news.md')])
})

test('a size of paper that is not there is named', async () => {
  const { masthead } = aMachine({ cwd: await aFolder() })
  const { code, errors } = await masthead('pdf', 'nowhere', '--paper', 'a3')
  expect([code, errors]).toEqual([2, expect.stringContaining('a4, letter')])
})
