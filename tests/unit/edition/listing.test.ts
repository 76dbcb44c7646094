import { expect, test } from 'vitest'
import { buildListing } from '../../../functions/edition/build-edition.ts'
import { inParallel } from '../../../functions/edition/in-parallel.ts'
import { siteAssets } from '../../../functions/edition/site-assets.ts'
import { stylePath, stylesheet } from '../../../functions/platform/style.ts'
import { anIssuePublished, aPublication } from '../../builders.ts'
import { unbalanced } from './balance.ts'

const siteUrl = 'https://matrix.example.org'
const articles = { 'zh-CN': [{ slug: 'talk', title: '甲 & 乙', summary: '<丙>' }] }
const issues = [66, 65, 64].map((number) =>
  anIssuePublished({ id: `m-${number}`, number, release: `20${number}-01-01T09:00:00`, articles }),
)
const listing = (but = {}) =>
  buildListing({ issues, publication: aPublication(), language: 'zh-CN', siteUrl, ...but }).map(({ body }) =>
    String(body),
  ) as [string, string]

test('the feed has every issue, and the articles of the newest two, dated by their release', () => {
  const [feed] = listing()
  expect(feed.match(/<item>/g)).toHaveLength(3 + 2)
  expect(feed).toContain('<pubDate>Fri, 01 Jan 2066 01:00:00 GMT</pubDate>')
  expect(feed).toContain('<guid isPermaLink="false">https://matrix.example.org/zh/issues/m-66/talk/</guid>')
  expect(listing()[0]).toBe(feed)
})

test('before the first issue there is a page and an empty feed', () => {
  const [feed, archive] = listing({ issues: [] })
  expect(feed).not.toContain('<item>')
  expect(archive).toContain('action="/subscribe?language=zh-CN"')
  expect(unbalanced(archive)).toEqual([])
})

test('the style sheet lies where every page looks for it', () => {
  const { brand } = aPublication()
  const files = siteAssets(aPublication(), siteUrl)
  expect(files.map(({ path }) => path)).toEqual([
    stylePath(stylesheet(brand)).slice(1),
    'favicon.svg',
    '404.html',
  ])
  expect(listing()[1]).toContain(`href="${stylePath(stylesheet(brand))}"`)
})

test('the page for a wrong address speaks every language and is not indexed', () => {
  const page = String(siteAssets(aPublication(), siteUrl).at(-1)!.body)
  expect(page).toContain('没有这个页面')
  expect(page).toContain('There is no such page')
  expect(page).toContain('noindex')
})

test('work in parallel has a bound, keeps its order, and fails as a whole', async () => {
  let running = 0
  let most = 0
  const results = await inParallel([...Array(20).keys()], 4, async (item) => {
    most = Math.max(most, ++running)
    await new Promise((done) => setTimeout(done, 20 - item))
    running--
    return item * 2
  })
  expect(most).toBe(4)
  expect(results).toEqual([...Array(20).keys()].map((item) => item * 2))
  await expect(inParallel([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})
