import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { printStylesheet } from '../../../functions/web/style.ts'
import {
  aKitchenSink,
  aNewsletter,
  anArticle,
  anIssue,
  aPublication,
  aSite,
  issueOf,
} from '../../builders.ts'
import { unbalanced } from './balance.ts'
import { readCodes } from './read-code.ts'

describe('an article with all that there may be', () => {
  let stub: string
  let english: string
  beforeAll(async () => {
    const publication = aPublication()
    const read = readIssue({ id: 'matrix-64', files: aKitchenSink(), publication })
    if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
    const siteUrl = 'https://matrix.example.org'
    const editions = await buildEditions({ issue: read.issue, publication, siteUrl })
    const files = editions.flatMap((edition) => edition.files)
    const page = (path: string) => String(files.find((file) => file.path === path)?.body)
    stub = page('zh/issues/matrix-64/notice/index.html')
    english = page('en/issues/matrix-64/notice/index.html')
  })

  test('says what it is: kicker, title, author, page and section', () => {
    expect(stub).toContain('<h1><span class="kicker">全部</span><span class="words">应有尽有</span></h1>')
    expect(stub).toMatch(
      /<p class="meta">文：某人\u00a0· <time datetime="2023-04-10">2023 年 4 月 10 日<\/time>\u00a0· 约 \d+ 分钟\u00a0· 第 4 页<\/p>/,
    )
    expect(stub).toContain('<strong>焦点</strong>')
    expect(stub).toContain('<p class="lede">谈了些什么。</p>')
  })

  test('has a table that scrolls by itself, reached by keyboard and named by its caption', () => {
    expect(stub).toMatch(
      /<figure class="table"><figcaption id="caption-1">表 1：各模型的效果<\/figcaption><div class="scroll" tabindex="0" role="group" aria-labelledby="caption-1"><table>/,
    )
    expect(stub).toContain('<div class="scroll" tabindex="0" role="group" aria-label="表格"><table>')
    expect(english).toContain('<div class="scroll" tabindex="0" role="group" aria-label="Table"><table>')
    expect(stub).toContain('<th class="right" scope="col">MR</th>')
  })

  test('has code and set formulas that do so, too', () => {
    expect(stub).toMatch(
      /<figcaption id="caption-3">图 2：一段代码<\/figcaption><pre role="group" tabindex="0" aria-labelledby="caption-3"><code/,
    )
    expect(stub).toMatch(
      /<div class="formula" role="group" tabindex="0" aria-label="公式"><math display="block"/,
    )
    expect(stub).toMatch(/行内公式 <math alttext="k²">/)
  })

  test('has pictures with captions; one from elsewhere comes late and without a referrer', () => {
    expect(stub).toMatch(
      /<figure class="wide"><img src="\/assets\/matrix-64\/focus-[0-9a-f]{12}\.png" width="1200" height="240" alt="点阵" loading="lazy" decoding="async"><figcaption id="caption-2">图 1：一幅<strong>插图<\/strong><\/figcaption><\/figure>/,
    )
    expect(stub).toContain(
      '<img src="https://images.example.org/far.png" referrerpolicy="no-referrer" alt="远处" loading="lazy"',
    )
  })

  test('has references that lead there and back, each place by its own way', () => {
    const ids = new Set([...stub.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
    const marks = [...stub.matchAll(/<sup><a href="#([^"]+)" id="([^"]+)"[^>]*aria-describedby="([^"]+)"/g)]
    expect(marks).toHaveLength(3)
    for (const [, note, mark, label] of marks) {
      expect([...ids]).toEqual(expect.arrayContaining([note, mark, label]))
      expect(stub).toMatch(new RegExp(`<a href="#${mark}"[^>]*aria-label="回到正文中的引用 `))
    }
    expect(ids.size).toBe([...stub.matchAll(/ id="/g)].length)
  })

  test('names its sources, its neighbours and its other language, and offers the next issue by mail', () => {
    expect(stub).toContain('<h2>来源与链接</h2>')
    expect(stub).toContain('rel="prev" href="/zh/issues/matrix-64/talk/"')
    expect(stub).toContain('rel="next" href="/zh/issues/matrix-64/graphs/"')
    expect(stub).toContain('<a href="/en/issues/matrix-64/notice/" hreflang="en" lang="en">English</a>')
    expect(stub).toContain('<form method="post" action="/subscribe?language=zh-CN">')
    expect(stub).toContain('<input type="hidden" name="form" value="/zh/issues/matrix-64/notice/">')
  })

  test('has a code that a decoder reads as its short address, in its own language', () => {
    expect(readCodes(stub)).toEqual(['https://matrix.example.org/q/matrix-64-4'])
    expect(stub).toContain('<a href="/q/matrix-64-4/" dir="ltr">matrix.example.org/q/matrix-64-4</a>')
    expect(readCodes(english)).toEqual(['https://matrix.example.org/en/q/matrix-64-4'])
  })

  test('is well formed, light, and without script or style of its own', () => {
    expect(unbalanced(stub)).toEqual([])
    expect(stub).not.toMatch(
      /<script(?! type="(?:application\/ld\+json"|module" src="))|<style|\sstyle=|\son[a-z]+=/,
    )
    expect(gzipSync(stub).length).toBeLessThan(20_000)
  })
})

test('what was withdrawn leaves neither an empty section nor an empty way on', async () => {
  const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
  const issue = anIssue({
    '02-notice.md': anArticle({ title: '一则短讯', page: '4', kind: 'brief', withdrawn }),
    '03-graphs.md': anArticle({ title: '图', page: '13', withdrawn }),
  })
  const [chinese] = await buildEditions({ issue, ...aSite })
  const page = (path: string) => String(chinese!.files.find((file) => file.path === path)?.body)
  const contents = page('zh/issues/matrix-64/index.html')
  expect([...contents.matchAll(/<header><h3>([^<]*)/g)].map(([, name]) => name)).toEqual(['焦点'])
  const alone = page('zh/issues/matrix-64/talk/index.html')
  expect(alone).toContain('class="sign-up"')
  expect(alone).not.toContain('class="around"')
})

test('on paper a page is black on white, without forms and ways on, and its code is 25 mm wide', () => {
  const print = printStylesheet.split('@media print')[1]!
  expect(print).toMatch(/--ink:#000;[^}]*--paper:#fff/)
  expect(print).toMatch(
    /\.top nav, \.foot nav, \.sign-up, \.around, \.beside, \.book, \[data-footnote-backref\]\{display:none\}/,
  )
  expect(print).toContain('.short svg{width:25mm;height:25mm}')
})

test('a summary that the text begins with, if behind a greeting, stands above it no more', async () => {
  const publication = aPublication()
  const stub = async (body: string) => {
    const files = aNewsletter({
      articles: {
        '001-first.md': anArticle(
          { title: 'Lamps', page: undefined, summary: 'The lamp is a bad one.' },
          body,
        ),
      },
    })
    const editions = await buildEditions({ ...aSite, issue: issueOf(files, publication) })
    return String(
      editions.flatMap((one) => one.files).find(({ path }) => path === 'en/issues/weekly/first/index.html')
        ?.body,
    )
  }
  expect(await stub('Dear moths,\n\nthe lamp is a bad one. You will like it.\n')).not.toContain(
    'class="lede"',
  )
  expect(await stub('You will like it.\n')).toContain('<p class="lede">The lamp is a bad one.</p>')
})
