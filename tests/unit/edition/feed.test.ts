import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from 'feedsmith'
import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import { mostInFeed } from '../../../functions/edition/lists/feed.ts'
import { mostOfFullTexts } from '../../../functions/edition/model/full-texts.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { aKitchenSink, anIssuePublished, aPublication, issueOf } from '../../builders.ts'
import { listingsOf, siteUrl, textIn, threeIssues } from './listings.ts'

type Item = {
  id?: string | undefined
  link?: string | undefined
  title?: string | undefined
  summary?: string | undefined
  tags: string[]
  by: string[]
  at: string
}

const read = {
  'feed.xml': (text: string) => {
    const { items = [], ...feed } = parseRssFeed(text)
    const rows = items.map((item) => ({
      id: item.guid?.value,
      link: item.link,
      title: item.title,
      summary: item.description,
      tags: (item.categories ?? []).map(({ name }) => name!),
      by: [item.dc?.creators ?? []].flat(),
      at: new Date(item.pubDate!).toISOString(),
    }))
    return { self: feed.atom?.links?.find(({ rel }) => rel === 'self')?.href, language: feed.language, rows }
  },
  'feed.atom': (text: string) => {
    const { entries = [], ...feed } = parseAtomFeed(text)
    const rows = entries.map((entry) => ({
      id: entry.id,
      link: entry.links?.[0]?.href,
      title: plainOf(entry.title),
      summary: plainOf(entry.summary),
      tags: (entry.categories ?? []).map(({ term }) => term!),
      by: (entry.authors ?? []).map(({ name }) => name!),
      at: new Date(entry.published!).toISOString(),
    }))
    const language = /xml:lang="([^"]*)"/.exec(text)?.[1]
    return { self: feed.links?.find(({ rel }) => rel === 'self')?.href, language, rows }
  },
  'feed.json': (text: string) => {
    const { items = [], ...feed } = parseJsonFeed(text)
    const rows = items.map((item) => ({
      id: item.id,
      link: item.url,
      title: item.title,
      summary: item.content_html,
      tags: item.tags ?? [],
      by: (item.authors ?? []).map(({ name }) => name!),
      at: new Date(item.date_published!).toISOString(),
    }))
    return { self: feed.feed_url, language: 'zh-CN', rows }
  },
} satisfies Record<
  string,
  (text: string) => { self?: string | undefined; language?: string | undefined; rows: Item[] }
>

const plainOf = (text: unknown): string | undefined =>
  typeof text === 'object' && text ? (text as { value?: string }).value : (text as string | undefined)

/** How links call them, and how they come. */
const types = {
  'feed.xml': { linked: 'application/rss+xml', served: 'application/xml' },
  'feed.atom': { linked: 'application/atom+xml', served: 'application/xml' },
  'feed.json': { linked: 'application/feed+json', served: 'application/json' },
}

describe.each(Object.keys(read) as (keyof typeof read)[])('%s, read by a parser that is not ours', (name) => {
  const feed = (folder = 'zh', but = {}) => read[name](textIn(listingsOf(but), `${folder}/${name}`))

  test('every article stands in the feed of its language once, the newest issue first, dated by its release', () => {
    const { rows } = feed()
    expect(rows.map(({ link }) => link)).toEqual(
      [66, 65, 64].flatMap((number) =>
        ['talk', 'letter'].map((slug) => `${siteUrl}/zh/issues/m-${number}/${slug}/`),
      ),
    )
    expect(new Set(rows.map(({ id }) => id)).size).toBe(6)
    // A second apart, so that readers which order by time keep the issue's order.
    expect(rows[0]!.at).toBe('2066-01-01T01:00:00.000Z')
    expect(rows[1]!.at).toBe('2066-01-01T00:59:59.000Z')
    expect(feed('en').rows.map(({ title }) => title)).toEqual(Array(3).fill('Bits & pieces'))
  })

  test('an article has its section and its author, and its summary is text, not markup', () => {
    const { rows } = feed()
    const [talk, letter] = rows
    expect(talk).toMatchObject({ tags: ['焦点'], by: ['王 <小> & 明'], title: '甲 & 乙' })
    expect(talk!.summary).toBe(name === 'feed.atom' ? '<丙>' : '&lt;丙&gt;')
    expect(letter).toMatchObject({ tags: ['“来信” <&> ]]>'], by: [] })
  })

  test('a section has a feed of its own, which says where it lies', () => {
    const { rows, self, language } = feed('zh/sections/focus')
    expect(rows.map(({ link }) => link)).toEqual(
      [66, 65, 64].map((number) => `${siteUrl}/zh/issues/m-${number}/talk/`),
    )
    expect(self).toBe(`${siteUrl}/zh/sections/focus/${name}`)
    expect(language).toBe('zh-CN')
    expect(feed('en/sections/press').rows).toEqual([])
  })

  test('a feed ends with the last whole issue of two hundred articles, and has the newest in any case', () => {
    const of = (id: string, number: number, count: number) =>
      anIssuePublished({
        id,
        number,
        articles: {
          'zh-CN': Array.from({ length: count }, (_, at) => ({ slug: `${at}`, title: `${at}` })),
        },
      })
    const count = (...sizes: number[]) =>
      feed('zh', { issues: sizes.map((size, at) => of(`m-${at}`, 99 - at, size)) }).rows.length
    expect(count(mostInFeed / 2, mostInFeed / 2, 1)).toBe(mostInFeed)
    expect(count(mostInFeed - 1, 2, 1)).toBe(mostInFeed - 1)
    expect(count(mostInFeed + 50, 1)).toBe(mostInFeed + 50)
  })

  test('an issue of which only its name is kept stands for itself', () => {
    const { rows } = feed('zh', { issues: [anIssuePublished({ coverLines: { 'zh-CN': ['甲', '乙'] } })] })
    expect(rows).toMatchObject([{ link: `${siteUrl}/zh/issues/matrix-64/`, summary: '甲 · 乙', tags: [] }])
  })

  test('it comes as what CloudFront compresses, and the same issues always make the same feed', () => {
    const [one, other] = [listingsOf(), listingsOf()].map((files) => files.get(`zh/${name}`)!)
    expect(one!.contentType).toBe(`${types[name].served}; charset=utf-8`)
    expect(other).toEqual(one)
  })
})

describe('texts and pictures', () => {
  const picture = { src: '/assets/m/a.png', width: 800, height: 600 }
  const articles = {
    'zh-CN': [
      { slug: 'long', title: '长', summary: '提要', picture },
      { slug: 'old', title: '旧', summary: '更早' },
    ],
  }
  const path = '/zh/issues/matrix-64/long/'
  const html = '<p>全文 &amp; <a href="https://a.example/">甲</a> ]]></p>'
  const files = (texts = new Map([[path, html]]), but = {}) =>
    listingsOf({ issues: [anIssuePublished({ articles, ...but })], texts })
  const firstsOf = (found = files()) => ({
    rss: parseRssFeed(textIn(found, 'zh/feed.xml')).items!,
    atom: parseAtomFeed(textIn(found, 'zh/feed.atom')).entries!,
    json: parseJsonFeed(textIn(found, 'zh/feed.json')).items!,
  })

  test('stand whole in every format where the feed has the text, beside the summary', () => {
    const { rss, atom, json } = firstsOf()
    expect(rss[0]).toMatchObject({ description: '提要', content: { encoded: html } })
    expect(plainOf(atom[0]!.content)).toBe(html)
    expect(plainOf(atom[0]!.summary)).toBe('提要')
    expect(json[0]).toMatchObject({ content_html: html, summary: '提要', image: siteUrl + picture.src })
    expect(rss[0]!.media?.contents?.[0]).toMatchObject({ url: siteUrl + picture.src, medium: 'image' })
    expect(atom[0]!.media?.contents?.[0]).toMatchObject({ url: siteUrl + picture.src })
    expect(rss[1]).not.toHaveProperty('content')
    expect(json[1]).toMatchObject({ content_html: '更早', summary: '更早' })
    expect(json[1]).not.toHaveProperty('image')
  })

  test('a correction opens the text that it corrects', () => {
    const errata = [{ slug: 'long', date: '2023-02-01', text: { 'zh-CN': '<误>' } }]
    const { json } = firstsOf(files(undefined, { errata }))
    expect(json[0]!.content_html).toMatch(/^<p><em>.*&lt;误&gt;<\/em><\/p><p>全文/)
  })

  test('of more than a feed has room for, the newest stand whole', () => {
    const long = '文'.repeat(mostOfFullTexts * 0.6)
    const { json } = firstsOf(
      files(
        new Map([
          [path, long],
          ['/zh/issues/matrix-64/old/', long],
        ]),
      ),
    )
    expect(json.map(({ content_html }) => content_html?.length)).toEqual([long.length, '更早'.length])
  })

  test('of an edition lead to whole addresses', async () => {
    const publication = aPublication()
    const issue = issueOf(aKitchenSink(), publication)
    const [edition] = await buildEditions({ issue, publication, siteUrl })
    const text = new Map(edition!.texts).get('notice')!
    const page = `${siteUrl}/zh/issues/weekly/notice/`
    expect(text).toContain(`src="${siteUrl}/assets/weekly/`)
    expect(text).toContain(`href="${page}#`)
    for (const [, address] of text.matchAll(/ (?:src|href)="([^"]*)"/g))
      expect(address).toMatch(/^(https:|mailto:)/)
  })
})

describe('a person who opens a feed', () => {
  test.each(['zh/feed.xml', 'zh/feed.atom'])('%s is told what it is, and finds links in it', (path) => {
    const files = listingsOf()
    const text = textIn(files, path)
    const style = /<\?xml-stylesheet type="text\/css" href="\/([^"]+)"\?>/.exec(text)?.[1]
    expect(files.get(style!)).toMatchObject({ contentType: 'text/css; charset=utf-8' })
    expect(text).toContain(`<h:p>这是一个订阅源。`)
    expect(text).toContain(`<h:a href="${siteUrl}/zh/issues/m-66/talk/">甲 &amp; 乙</h:a>`)
    const parser = new SaxesParser({ xmlns: true })
    expect(() => parser.write(text).close()).not.toThrow()
  })

  test('what XML cannot hold is left out', () => {
    const articles = { 'zh-CN': [{ slug: 'a', title: '甲\u0000\u0008乙\ufffe' }] }
    const text = textIn(listingsOf({ issues: [anIssuePublished({ articles })] }), 'zh/feed.xml')
    expect(text).toContain('<title>甲乙</title>')
  })
})

test('the list of feeds has each section’s, for readers that import it', () => {
  const { body } = parseOpml(textIn(listingsOf(), 'zh/feeds.opml'))
  const [all, sections] = body!.outlines!
  expect(all).toMatchObject({ xmlUrl: `${siteUrl}/zh/feed.xml`, htmlUrl: `${siteUrl}/zh/` })
  expect(sections!.outlines).toContainEqual(
    expect.objectContaining({
      type: 'rss',
      text: '焦点',
      xmlUrl: `${siteUrl}/zh/sections/focus/feed.xml`,
      htmlUrl: `${siteUrl}/zh/sections/focus/`,
    }),
  )
})

test('the JSON feed is of version 1.1, with languages and authors as that has them', () => {
  const feed = JSON.parse(textIn(listingsOf(), 'zh/feed.json'))
  expect(feed).toMatchObject({
    version: 'https://jsonfeed.org/version/1.1',
    language: 'zh-CN',
    authors: [{ name: expect.any(String) }],
    icon: `${siteUrl}/icon-512.png`,
  })
  expect(feed.items[0]).toMatchObject({ authors: [{ name: '王 <小> & 明' }] })
  expect(feed.items[0]).not.toHaveProperty('author')
})

test('pages name the feeds in every format, by its own type', () => {
  const page = textIn(listingsOf({ issues: threeIssues }), 'zh/index.html')
  for (const [name, { linked }] of Object.entries(types))
    expect(page).toMatch(
      new RegExp(`<link rel="alternate" type="${linked.replace('+', '\\+')}"[^>]* href="/zh/${name}">`),
    )
})
