import { expect, test } from 'vitest'
import { mostAtHome } from '../../../functions/edition/lists/home-years.ts'
import { mostInSection } from '../../../functions/edition/lists/section.page.ts'
import type { PublishedIssue } from '../../../functions/edition/model/edition.table.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import { anIssuePublished, aPublication } from '../../builders.ts'
import { unbalanced } from './balance.ts'
import { listingsOf, textIn } from './listings.ts'

/** So many issues, the newest of 2026, a dozen a year. */
const monthly = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const month = String(12 - (at % 12)).padStart(2, '0')
    return anIssuePublished({
      id: `m-${count - at}`,
      number: count - at,
      release: `${2026 - Math.floor(at / 12)}-${month}-15T09:00:00`,
      articles: { 'zh-CN': [{ slug: 'a', title: `文 ${count - at}`, topic: 'focus' }] },
    })
  })

test('earlier issues stand under their years, and each year is a click away', () => {
  const page = textIn(listingsOf({ issues: monthly(30) }), 'zh/index.html')
  expect([...page.matchAll(/<section id="y(\d+)"/g)].map(([, year]) => year)).toEqual([
    '2026',
    '2025',
    '2024',
  ])
  for (const year of [2026, 2025, 2024]) expect(page).toContain(`<a href="#y${year}">${year}</a>`)
  expect(page.match(/href="\/zh\/issues\/m-\d+\/"/g)!.length).toBeGreaterThanOrEqual(30)
  expect(unbalanced(page)).toEqual([])
})

test('the home page names the magazine once above what is new, and says when every issue came out', () => {
  const titled = { title: { 'zh-CN': '归航' }, period: undefined, coverLines: { 'zh-CN': [] } }
  const [latest, numbered, ...more] = monthly(3)
  const asked = {
    ...more[0]!,
    period: undefined,
    release: undefined,
    firstPublishedAt: '2026-10-02T22:00:00.000Z',
  }
  const issues = [{ ...latest!, ...titled }, { ...numbered!, ...titled }, asked] as PublishedIssue[]
  const page = textIn(listingsOf({ issues }), 'zh/index.html')
  const body = page.slice(page.indexOf('<body>'), page.indexOf('<aside'))
  expect(body.match(/矩阵 Matrix/g)).toHaveLength(1)
  expect(body).toMatch(/<h1 class="name"><img [^>]*>矩阵 Matrix<\/h1><p>每季一封<\/p>/)
  expect(body).toContain('<p class="period">第 3 期 · 2026 年 12 月 15 日</p>')
  expect(body).toContain(
    '第 2 期<span class="when">2026 年 11 月 15 日</span></a>\n<div><p class="lead">归航</p>',
  )
  // In Shanghai it was the next day.
  expect(body).toContain('第 1 期<span class="when">2026 年 10 月 3 日</span>')
  expect(unbalanced(page)).toEqual([])
})

test('without cover lines the latest issue shows its articles, and none twice', () => {
  const articles = [
    { slug: 'home', title: '归航', summary: '船队回来了。' },
    { slug: 'gulls', title: '海鸥', summary: '它们知道什么？' },
  ]
  const issue = { title: { 'zh-CN': '归航' }, coverLines: {}, articles: { 'zh-CN': articles } }
  const page = textIn(listingsOf({ issues: [anIssuePublished({ id: 'm-1', ...issue })] }), 'zh/index.html')
  expect(page).toContain(
    '<ul class="lines"><li><p>船队回来了。</p></li><li><a href="/zh/issues/m-1/gulls/">海鸥</a><p>它们知道什么？</p></li></ul>',
  )
})

test('a year is that of the publication’s time zone', () => {
  const [latest] = monthly(1)
  const issues = [latest!, anIssuePublished({ id: 'new-year', release: '2025-01-01T00:30:00' })]
  expect(textIn(listingsOf({ issues }), 'zh/index.html')).toContain('<section id="y2025"')
})

test('a year is that of the language’s calendar, as the dates beside it are', () => {
  const publication = publicationIn(aPublication(), 'fa')
  const issues = monthly(30).map((issue) => ({
    ...issue,
    editions: { fa: 'hash' },
    coverLines: {},
    articles: {},
  }))
  const page = textIn(listingsOf({ issues, publication }), 'fa/index.html')
  expect(page).toContain('<h3 id="in-1405">۱۴۰۵</h3>')
  expect(page).toContain('<a href="#y1404">۱۴۰۴</a>')
})

test('of very many issues the oldest years have pages of their own', () => {
  const files = listingsOf({ issues: monthly(mostAtHome + 30) })
  const home = textIn(files, 'zh/index.html')
  expect(home).toContain('<a href="/zh/years/2018/">2018</a>')
  expect(home).not.toContain('id="y2018"')
  const listed = (page: string) =>
    [...page.matchAll(/<li><a href="\/zh\/issues\/(m-\d+)\/"/g)].map(([, id]) => id)
  const years = [...files.keys()]
    .filter((path) => path.startsWith('zh/years/'))
    .sort()
    .reverse()
  const all = [home, ...years.map((path) => textIn(files, path))].flatMap(listed)
  expect(all).toEqual(
    monthly(mostAtHome + 30)
      .slice(1)
      .map(({ id }) => id),
  )
  for (const path of years) expect(unbalanced(textIn(files, path))).toEqual([])
})

test('an issue that lacks a language is listed in its archive all the same, in its own words and marked as those', () => {
  const [newest, second, third, oldest] = monthly(4)
  const english = {
    editions: { en: 'hash' },
    title: { en: 'Harbours & tides' },
    coverLines: {},
    articles: { en: [{ slug: 'a', title: 'The boats came home', topic: 'focus' }] },
    period: undefined,
  }
  const chinese = { editions: { 'zh-CN': 'hash' } }
  const issues = [
    { ...newest!, ...english },
    { ...second!, ...chinese },
    { ...third!, ...english },
    { ...oldest!, ...chinese },
  ] as PublishedIssue[]
  const files = listingsOf({ issues })
  const page = textIn(files, 'zh/index.html')
  // The latest of its own language is the one at the top.
  expect(page).toContain('<h2 id="latest"><a href="/zh/issues/m-3/">')
  expect(page).toContain(
    '<li><a href="/en/issues/m-4/" lang="en" hreflang="en"><bdi>No. 4</bdi><span class="when"><bdi>December 15, 2026</bdi></span><span class="in">English</span></a>\n<div lang="en"><p class="lead"><bdi>Harbours &amp; tides</bdi></p>',
  )
  expect(page).toContain('<li><a href="/en/issues/m-2/" lang="en"')
  expect(page).toContain('<li><a href="/zh/issues/m-1/">第 1 期')
  expect(unbalanced(page)).toEqual([])
  expect(textIn(files, 'en/index.html')).toContain('<span class="in">中文</span>')
  for (const path of ['zh/feed.xml', 'zh/sections/focus/index.html'])
    expect(textIn(files, path)).not.toContain('The boats came home')
})

test('an archive of a language that no issue has lists those of the others, and does not say that there is nothing', () => {
  const issues = monthly(2).map((issue) => ({ ...issue, editions: { 'zh-CN': 'hash' } }))
  const page = textIn(listingsOf({ issues }), 'en/index.html')
  expect(page).toContain('<h2>All issues</h2>')
  expect(page.match(/<span class="in">中文<\/span>/g)).toHaveLength(2)
  expect(page).not.toContain('There is nothing here yet')
  expect(textIn(listingsOf({ issues: [] }), 'en/index.html')).toContain('There is nothing here yet')
})

test('a section lists its articles over all issues, the newest first, and names its feeds', () => {
  const files = listingsOf({ issues: monthly(3) })
  const page = textIn(files, 'zh/sections/focus/index.html')
  expect([...page.matchAll(/>(文 \d)<\/a>/g)].map(([, title]) => title)).toEqual(['文 3', '文 2', '文 1'])
  for (const name of ['feed.xml', 'feed.atom', 'feed.json'])
    expect(page).toMatch(new RegExp(`<link rel="alternate"[^>]* href="/zh/sections/focus/${name}">`))
  expect(textIn(files, 'zh/index.html')).toContain('<li><a href="/zh/sections/focus/">焦点</a></li>')
  expect(unbalanced(page)).toEqual([])
})

test('a section without articles says so, and is not offered', () => {
  const files = listingsOf({ issues: monthly(3) })
  expect(textIn(files, 'zh/sections/views/index.html')).toContain('这里还没有文章')
  expect(textIn(files, 'zh/index.html')).not.toContain('/zh/sections/views/')
})

test('a section of very many articles ends with a whole issue and leads to the archive', () => {
  const articles = {
    'zh-CN': Array.from({ length: mostInSection }, (_, at) => ({
      slug: `${at}`,
      title: 'x',
      topic: 'focus',
    })),
  }
  const [newest, older] = [65, 64].map((number) => anIssuePublished({ id: `m-${number}`, number, articles }))
  const page = textIn(listingsOf({ issues: [newest!, older!] }), 'zh/sections/focus/index.html')
  expect(page.match(/href="\/zh\/issues\/m-65\/\d+\/"/g)).toHaveLength(mostInSection)
  expect(page).not.toContain('/zh/issues/m-64/')
  expect(page).toContain('更早的文章见往期目录')
})

test('the latest issue shows its lead and its features as cards with their pictures, then its briefs', () => {
  const picture = { src: '/assets/m/a.png', width: 800, height: 450 }
  const articles = [
    { slug: 'note', title: '短讯', url: 'https://www.example.org/x', section: '消息' },
    {
      slug: 'lead',
      title: '头条',
      summary: '提要',
      author: '某人',
      tier: 'lead' as const,
      picture,
      topic: 'focus',
    },
    { slug: 'long', title: '长文', tier: 'feature' as const, kicker: '访谈' },
  ]
  const cover = { src: '/assets/m/cover.png', width: 1600, height: 900 }
  const [latest, earlier] = monthly(2)
  const issues = [
    { ...latest!, cover, coverLines: { 'zh-CN': ['封面语'] }, articles: { 'zh-CN': articles } },
    { ...earlier!, cover },
  ]
  const page = textIn(listingsOf({ issues }), 'zh/index.html')
  const cards = page.slice(page.indexOf('<ul class="cards">'), page.indexOf('<ul class="briefs">'))
  expect([...cards.matchAll(/<li class="(card[^"]*)">(<img src="[^"]*")?/g)].map(([, ...of]) => of)).toEqual([
    ['card lead', '<img src="/assets/m/a.png"'],
    ['card', undefined],
  ])
  // A picture of about 16 : 9 fills its frame; of another, nothing is cut.
  expect(cards).toContain('height="450" loading="lazy" decoding="async" class="fills">')
  const square = {
    ...latest!,
    articles: { 'zh-CN': [{ ...articles[1]!, picture: { ...picture, height: 800 } }] },
  }
  expect(textIn(listingsOf({ issues: [square] }), 'zh/index.html')).not.toContain('class="fills"')
  expect(cards.indexOf('头条')).toBeLessThan(cards.indexOf('长文'))
  expect(cards).toContain('href="/zh/issues/m-2/lead/"')
  const briefs = page.slice(page.indexOf('<ul class="briefs">'))
  expect(briefs).toContain(
    '<li><a href="https://www.example.org/x"><span class="words">短讯</span></a> <span class="meta">example.org',
  )
  // Its headlines are there themselves.
  expect(page).not.toContain('<ul class="lines">')
  expect(page.match(/<img src="\/assets\/m\/cover.png" alt=""/g)).toHaveLength(2)
  expect(unbalanced(page)).toEqual([])
})
