import { expect, test } from 'vitest'
import { inParallel } from '../../../functions/edition/in-parallel.ts'
import { siteAssets } from '../../../functions/edition/site-assets.ts'
import { stylePath, stylesheet } from '../../../functions/platform/style.ts'
import { aPublication } from '../../builders.ts'
import { unbalanced } from './balance.ts'
import { listingsOf, siteUrl, textIn } from './listings.ts'

test('before the first issue there is a page and an empty feed', () => {
  const files = listingsOf({ issues: [] })
  const [feed, archive] = ['zh/feed.xml', 'zh/index.html'].map((path) => textIn(files, path)) as [
    string,
    string,
  ]
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
  expect(textIn(listingsOf(), 'zh/index.html')).toContain(`href="${stylePath(stylesheet(brand))}"`)
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
