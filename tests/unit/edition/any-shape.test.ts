import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import type { Edition } from '../../../functions/edition/model/edition.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { bodyHtml } from '../../../functions/edition/pages/body-html.ts'
import { buildEdition, buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import {
  aLongNewsletter,
  aNewsletter,
  anArticle,
  anIssue,
  anIssuePublished,
  aPublication,
  issueOf,
  noon,
} from '../../builders.ts'
import { unbalanced } from './balance.ts'

const siteUrl = 'https://matrix.example.org'
const mailOf = ({ digest }: Edition, topics: string[] = []) =>
  fill(prepare(digest, topics), {
    unsubscribe: 'https://m.example/u',
    preferences: 'https://m.example/p',
    rating: 'https://m.example/r?t=x',
  })
const pageOf = ({ files }: Edition, path: string): string => {
  const file = files.find((one) => one.path === `${path}index.html`)
  if (!file) throw new Error(`There is no ${path}`)
  return String(file.body)
}
const build = async (files = aNewsletter(), publication = aPublication()) => {
  const [edition] = await buildEditions({ issue: issueOf(files, publication), publication, siteUrl })
  return edition!
}
const translated = (language: string, files = aNewsletter()) =>
  files.map(({ path, bytes }) => ({
    path,
    bytes: Buffer.from(
      String(Buffer.from(bytes))
        .replace('[en]', `[${language}]`)
        .replace(/\{ en:/g, `{ ${language}:`),
    ),
  }))

describe('an issue with nothing that it need not have', () => {
  test('has a digest, a page and stubs that lack nothing', async () => {
    const edition = await build()
    const { html, text } = mailOf(edition)
    const pages = ['en/issues/weekly/', 'en/issues/weekly/first/'].map((path) => pageOf(edition, path))
    for (const part of [html, ...pages]) expect(unbalanced(part)).toEqual([])
    for (const part of [html, text, ...pages]) {
      expect(part).not.toMatch(/undefined|NaN|No\. |Page /)
      expect(part).toContain('The first')
    }
    expect(html).not.toContain('<img')
    for (const page of pages) expect(page).toMatch(/og:image" content="[^"]+\/cards\/[0-9a-f]{16}\.png"/)
  })

  test.each([
    ['its first cover line', 'title: { en: T }\ncover: { lines: { en: [Line one, Two] } }', 'Line one'],
    ['its title', 'title: { en: This week }', 'This week'],
    ['its first article', '', 'The first'],
    ['no number, which its preheader says', 'number: 7', 'The first'],
  ])('names in its subject %s', async (_, yaml, subject) => {
    expect((await build(aNewsletter({ yaml }))).digest.subject).toBe(subject)
  })

  test('is called by its title and its day, or at worst by its first article', async () => {
    const named = pageOf(
      await build(aNewsletter({ yaml: 'title: { en: This week }\ndate: 2023-04-10' })),
      'en/issues/weekly/',
    )
    expect(named).toContain('<title>This week · April 10, 2023 – Matrix</title>')
    expect(named).toContain('<h1>This week</h1><p class="period">April 10, 2023</p>')
    expect(pageOf(await build(), 'en/issues/weekly/')).toContain('<h1>The first</h1>')
  })

  test('has its title in the mail, large, under the name, unless its first article is called so, too', async () => {
    const { html, text } = mailOf(await build(aNewsletter({ yaml: 'title: { en: This week }' })))
    expect(html).toMatch(/<h2 class="ink cover-line"[^>]*>This week<\/h2>/)
    expect(text).toMatch(/^Matrix\n=+\n\nThis week\n\nView in browser:/)
    const same = mailOf(await build(aNewsletter({ yaml: 'title: { en: The first }' })))
    expect(same.html.match(/>The first<\/a>/g)).toHaveLength(1)
    expect(same.text).toMatch(/^Matrix\n=+\n\nView in browser:/)
  })
})

describe('a section of the issue’s own', () => {
  const files = aNewsletter({
    sections:
      '  - topic: focus\n    articles: [001-first]\n  - title: { en: For all }\n    articles: [002-second]',
    articles: {
      '001-first.md': anArticle({ title: 'The first', page: undefined }),
      '002-second.md': anArticle({ title: 'The second', page: undefined }),
    },
  })

  test('goes to readers of any topic, beside what they chose', async () => {
    const edition = await build(files)
    expect(edition.digest.topics).toEqual(['focus'])
    for (const topics of [[], ['focus'], ['views']]) {
      const { html, text } = mailOf(edition, topics)
      expect(unbalanced(html)).toEqual([])
      for (const part of [html, text]) {
        expect(part).toContain('weekly/second/')
        if (topics[0] === 'views') expect(part).not.toContain('weekly/first/')
        else expect(part).toContain('weekly/first/')
      }
    }
  })

  test('makes the issue one for everybody', async () => {
    const row = (issue: ReturnType<typeof issueOf>) => rowOf(issue, [], undefined, noon)
    expect(row(issueOf(files)).forEverybody).toBe(true)
    expect(row(anIssue())).not.toHaveProperty('forEverybody')
  })
})

test('a brief that only points elsewhere leads there from its page, and says no more in the mail', async () => {
  const links =
    '[{ title: There, url: "https://example.org/there" }, { title: More, url: "https://example.org/more" }]'
  // It has two links, so it has a page.
  const but = { title: 'The first', page: undefined, kind: 'brief', links, summary: undefined }
  const edition = await build(aNewsletter({ articles: { '001-first.md': anArticle(but, '') } }))
  const stub = pageOf(edition, 'en/issues/weekly/first/')
  expect(stub).toContain('<a class="go" href="https://example.org/there">There&nbsp;→</a>')
  expect(stub).toContain('<li><a href="https://example.org/more">More</a></li>')
  expect(stub).not.toMatch(/min read|class="body"|class="lede"|class="meta"/)
  expect(mailOf(edition).text).toContain('The first\nhttps://matrix.example.org/en/issues/weekly/first/\n')
  const same = anArticle(
    { ...but, stub: 'true', links: '[{ title: The first, url: "https://www.example.org/there" }]' },
    '',
  )
  expect(
    pageOf(await build(aNewsletter({ articles: { '001-first.md': same } })), 'en/issues/weekly/first/'),
  ).toContain('>example.org&nbsp;→</a>')
})

test('an image that lies elsewhere is loaded late, and its owner does not learn from where', () => {
  const body: Root = {
    type: 'root',
    children: [
      {
        type: 'element',
        tagName: 'img',
        properties: { src: 'https://x.org/a%20b.png?c=1&d=2', alt: 'A' },
        children: [],
      },
    ],
  }
  expect(bodyHtml(body, imagesOf(anIssue())).html).toBe(
    '<img src="https://x.org/a%20b.png?c=1&#x26;d=2" referrerpolicy="no-referrer" alt="A" loading="lazy" decoding="async">',
  )
})

describe('an issue in a language from right to left', () => {
  const arabic = async () => {
    const publication = publicationIn(aPublication(), 'ar')
    const files = translated(
      'ar',
      aNewsletter({
        yaml: 'title: { en: أخبار الأسبوع }',
        sections: '  - title: { en: أخبار }\n    articles: [001-first, 002-second]',
        articles: {
          '001-first.md': anArticle({
            title: 'العنوان الأول',
            page: undefined,
            summary: 'ملخص قصير.',
            kicker: 'حوار',
          }),
          '002-second.md': anArticle({ title: 'GPT-4 للجميع', page: undefined, summary: 'ملخص.' }),
        },
      }),
    )
    return build(files, publication)
  }

  test('is mirrored, with the words there are, and what is written otherwise set apart', async () => {
    const edition = await arabic()
    const { html } = mailOf(edition)
    expect(html).toContain('<html lang="ar" dir="rtl"')
    expect(html).toContain('direction:rtl')
    expect(html).not.toMatch(/direction:ltr|text-align:left;[^"]*"[^>]*><h[123]|letter-spacing|→/)
    expect(html).toContain('<span dir="ltr"><span lang="zh">矩阵</span> Matrix</span>')
    // A title that has letters of both is Arabic, although it begins with Latin ones.
    expect(html).toContain('><span style="white-space:nowrap;">GPT-4</span> للجميع</a>')
    expect(html).not.toContain('<span dir="ltr">العنوان')
    expect(unbalanced(html)).toEqual([])
    const stub = pageOf(edition, 'ar/issues/weekly/first/')
    expect(stub).toContain('<html lang="ar" dir="rtl">')
    expect(stub).toContain('<bdi dir="ltr">矩阵 Matrix</bdi>')
    expect(stub).toContain('</span><span class="whole">GPT-4</span> للجميع</a>')
    // In an attribute, a text stands as it is.
    expect(stub).toMatch(/og:image:alt" content="[^"<>]+">\n/)
    expect(stub).toContain('>اشتراك</button>')
    expect(unbalanced(stub)).toEqual([])
  })

  test('as in Chinese and English, text of the page’s own direction has no marks', async () => {
    const edition = await buildEdition({
      issue: anIssue(),
      publication: aPublication(),
      language: 'zh-CN',
      siteUrl,
    })
    expect(mailOf(edition).html).not.toMatch(/<span dir|dir="rtl"/)
    expect(
      edition.files
        .filter(({ contentType }) => contentType.startsWith('text/html'))
        .map(({ body }) => body)
        .join(''),
    ).not.toContain('<bdi')
  })
})

test('a feed has the issues of its language alone, by whatever they are called', () => {
  const articles = { en: [{ slug: 'first', title: 'The first' }] }
  const bare = {
    number: undefined,
    period: undefined,
    release: undefined,
    coverLines: {},
    editions: { en: 'hash' },
  }
  const issues = [
    anIssuePublished({ ...bare, id: 'dated', date: '2026-12-02', articles }),
    anIssuePublished({ ...bare, id: 'bare', articles }),
    anIssuePublished({ id: 'chinese', editions: { 'zh-CN': 'hash' } }),
  ]
  const files = buildListings({ issues, publication: aPublication(), siteUrl })
  const [feed, archive] = ['en/feed.xml', 'en/index.html'].map((path) =>
    String(files.find((file) => file.path === path)!.body),
  )
  expect(archive).toContain('>December 2, 2026</a></h2>')
  expect(archive).toContain('<a href="/en/issues/bare/">The first<span class="when">')
  expect(`${feed}${archive}`).not.toContain('undefined')
  expect(feed).not.toContain('chinese')
  expect(unbalanced(archive!)).toEqual([])
  expect(feed).toContain('<pubDate>Tue, 01 Dec 2026 16:00:00 GMT</pubDate>')
  expect(feed).toContain('<pubDate>Mon, 30 Nov 2026 00:00:00 GMT</pubDate>')
})

test('an issue without a day that is corrected remembers when it was first published', () => {
  const first = rowOf(issueOf(aNewsletter()), [], undefined, noon)
  expect(first).not.toHaveProperty('firstPublishedAt')
  const other = (hash: string) =>
    [{ hash, digest: { language: 'en', topics: [] }, files: [] }] as unknown as Edition[]
  const second = rowOf(issueOf(aNewsletter()), other('b'), { ...first, editions: { en: 'a' } }, noon + 1)
  const third = rowOf(issueOf(aNewsletter()), other('c'), second, noon + 2)
  expect([second, third].map(({ firstPublishedAt }) => firstPublishedAt)).toEqual([
    first.publishedAt,
    first.publishedAt,
  ])
  expect(rowOf(anIssue(), other('b'), { ...first, editions: { en: 'a' } }, noon + 1)).not.toHaveProperty(
    'firstPublishedAt',
  )
})

test('the table’s row of 600 articles fits into an item', async () => {
  const issue = issueOf(aLongNewsletter(600, { summary: 'x'.repeat(1000) }))
  const row = rowOf(
    issue,
    [await buildEdition({ issue, publication: aPublication(), language: 'en', siteUrl })],
    undefined,
    noon,
  )
  expect(JSON.stringify(row).length).toBeLessThan(300_000)
  expect(row.articles!.en!.length).toBeGreaterThan(200)
})
