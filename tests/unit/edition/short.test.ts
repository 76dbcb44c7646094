import { describe, expect, test } from 'vitest'
import { locatorsOf } from '../../../functions/edition/model/printed-addresses.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { aFolder, anArticle, anIssue, aPublication } from '../../builders.ts'
import { aWorld, pageIn } from './publishing-world.ts'

const siteUrl = 'https://matrix.example.org'
const pagesOf = async (but = {}) => {
  const editions = await buildEditions({ issue: anIssue(but), publication: aPublication(), siteUrl })
  return new Map(
    editions.flatMap(({ files }) => files.map(({ path, body }) => [path, String(body)] as const)),
  )
}
const notice = (page: string | undefined) => ({
  '02-notice.md': anArticle({ title: '一则短讯', page, kind: 'brief' }),
  '02-notice.en.md': anArticle({ title: 'A notice', page, kind: 'brief' }, 'A paragraph.\n'),
})

describe('the locator of an article', () => {
  test('is its page', () => {
    expect([...locatorsOf(anIssue())]).toEqual([
      ['talk', '2'],
      ['notice', '4'],
      ['graphs', '13'],
    ])
  })

  test('is its place where it has no page, or shares one', () => {
    expect([...locatorsOf(anIssue(notice(undefined))).values()]).toEqual(['2', 'a2', '13'])
    expect([...locatorsOf(anIssue(notice('13'))).values()]).toEqual(['2', 'a2', 'a3'])
  })
})

test('a short address leads on without a script, by itself and by a link, and is not to be found', async () => {
  const page = (await pagesOf()).get('q/matrix-64-13/index.html')!
  expect(page).toContain('<meta http-equiv="refresh" content="0; url=/zh/issues/matrix-64/graphs/">')
  expect(page).toContain('<a class="go" href="/zh/issues/matrix-64/graphs/">')
  expect(page).toContain(`<link rel="canonical" href="${siteUrl}/zh/issues/matrix-64/graphs/">`)
  expect(page).toContain('<meta name="robots" content="noindex">')
  expect(page).toContain('<a href="/en/issues/matrix-64/graphs/" hreflang="en" lang="en">English</a>')
  expect(page).not.toContain('<script')
})

test('an issue has one, too, and pages in another language have their own', async () => {
  const pages = await pagesOf()
  expect(pages.get('q/matrix-64/index.html')).toContain('url=/zh/issues/matrix-64/"')
  expect(pages.get('en/q/matrix-64/index.html')).toContain('url=/en/issues/matrix-64/"')
  expect(pages.get('en/q/matrix-64-2/index.html')).toContain('url=/en/issues/matrix-64/talk/"')
})

test('publishing again moves the target of a changed slug, and keeps the locator of a page that was left', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  expect(pageIn(world, 'q/matrix-64-4/index.html')).toContain('/matrix-64/notice/')
  const renamed = (page: string) => ({
    'issue.yaml': String(aFolder()[0]!.bytes).replace('02-notice', '02-news'),
    '02-notice.md': undefined,
    '02-notice.en.md': undefined,
    '02-news.md': notice(page)['02-notice.md'],
    '02-news.en.md': notice(page)['02-notice.en.md'],
  })
  world.upload(aFolder(renamed('4')))
  await world.publish()
  expect(pageIn(world, 'q/matrix-64-4/index.html')).toContain('/matrix-64/news/')
  world.upload(aFolder(renamed('6')))
  await world.publish()
  for (const locator of ['4', '6'])
    expect(pageIn(world, `q/matrix-64-${locator}/index.html`)).toContain('/matrix-64/news/')
})

test('short addresses are written after all that they lead to', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const first = world.log.findIndex((name) => /^site (en\/)?q\//.test(name))
  const last = world.log.findLastIndex((name) => /^site (zh|en)\/issues\//.test(name))
  expect(first).toBeGreaterThan(last)
})
