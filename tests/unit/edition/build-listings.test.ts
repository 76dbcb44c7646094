import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { entriesOf, type Listing } from '../../../functions/edition/model/listing-entries.ts'
import { inParallel } from '../../../functions/runtime/in-parallel.ts'
import { aPublication } from '../../builders.ts'
import { unbalanced } from './balance.ts'
import { listingsOf, siteUrl, textIn, threeIssues } from './listings.ts'

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

test('work in parallel has a bound, keeps its order, and fails as a whole', async () => {
  let running = 0
  let most = 0
  const results = await inParallel([...Array(20).keys()], 4, async (item) => {
    most = Math.max(most, ++running)
    for (let turn = item; turn < 20; turn += 1) await setImmediate()
    running--
    return item * 2
  })
  expect(most).toBe(4)
  expect(results).toEqual([...Array(20).keys()].map((item) => item * 2))
  await expect(inParallel([1, 2], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
})

test('what is listed of an archive is worked out once for all lists, and anew when it is read again', () => {
  const listing: Listing = { issues: [...threeIssues], publication: aPublication(), siteUrl, language: 'en' }
  expect(entriesOf(listing)).toBe(entriesOf({ ...listing }))
  expect(entriesOf({ ...listing, language: 'zh-CN' })).not.toBe(entriesOf(listing))
  expect(entriesOf({ ...listing, issues: [] })).toEqual([])
  const renamed = aPublication({ timeZone: 'America/New_York' })
  expect(entriesOf({ ...listing, publication: renamed })[0]!.date).not.toEqual(entriesOf(listing)[0]!.date)
})
