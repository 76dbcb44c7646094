import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { mostInFeed } from '../../../functions/edition/lists/feed.ts'
import { anIssuePublished } from '../../builders.ts'
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
  'feed.xml': { linked: 'application/rss+xml', served: 'application/rss+xml' },
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
    expect(rows[0]!.at).toBe('2066-01-01T01:00:00.000Z')
    expect(feed('en').rows.map(({ title }) => title?.replace('&amp;', '&'))).toEqual(
      Array(3).fill('Bits & pieces'),
    )
  })

  test('an article has its section and its author, and its summary is text, not markup', () => {
    const { rows } = feed()
    const [talk, letter] = rows
    expect(talk).toMatchObject({ tags: ['焦点'], by: ['王 <小> & 明'], summary: '&lt;丙&gt;' })
    expect(talk!.title).toBe(name === 'feed.atom' ? '甲 &amp; 乙' : '甲 & 乙')
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

test('a section’s name breaks no attribute', () => {
  expect(textIn(listingsOf(), 'zh/feed.atom')).toContain('term="“来信” &lt;&amp;> ]]>"/>')
})

test('pages name the feeds in every format, by its own type', () => {
  const page = textIn(listingsOf({ issues: threeIssues }), 'zh/index.html')
  for (const [name, { linked }] of Object.entries(types))
    expect(page).toMatch(
      new RegExp(`<link rel="alternate" type="${linked.replace('+', '\\+')}"[^>]* href="/zh/${name}">`),
    )
})
