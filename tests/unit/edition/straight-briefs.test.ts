import { describe, expect, test } from 'vitest'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { aFolder, anArticle, anIssue, aPublication } from '../../builders.ts'
import { siteUrl } from './listings.ts'
import { aWorld, pageIn } from './publishing-world.ts'

const links = '[{ title: The map, url: "https://www.example.org/map?a=1&b=2" }]'
const aBrief = (but = {}) =>
  anArticle({ title: 'A map', page: '4', kind: 'brief', summary: 'By night.', links, ...but }, '')
const straight = { '02-notice.md': aBrief(), '02-notice.en.md': aBrief() }
const kept = { '02-notice.md': aBrief({ stub: 'true' }), '02-notice.en.md': aBrief() }
const page = 'en/issues/matrix-64/notice/index.html'

const build = async (but: Record<string, string>) => {
  const publication = aPublication()
  const edition = await buildEdition({
    issue: anIssue(but, publication),
    publication,
    language: 'en',
    siteUrl,
  })
  const mail = fill(prepare(edition.digest, []), { unsubscribe: '#', preferences: '#', rating: '#' })
  const pages = new Map(edition.files.map(({ path, body }) => [path, String(body)]))
  return { edition, mail, pages }
}

describe('a brief that leads straight to its source', () => {
  test('leads there from both parts of the mail, which say where, and has no page', async () => {
    const { edition, mail, pages } = await build(straight)
    expect(mail.html).toMatch(
      /<a class="ink" href="https:\/\/www\.example\.org\/map\?a=1&#38;b=2"[^>]*>A map<\/a>/,
    )
    expect(mail.html).toMatch(/>example\.org&nbsp;↗<\/a>/)
    expect(mail.text).toContain('A map\nBy night.\nPage 4\nhttps://www.example.org/map?a=1&b=2\n')
    expect([...pages.keys()].filter((path) => path.includes('notice'))).toEqual([])
    expect(edition.cards).toHaveLength(3)
  })

  test('has its line on the issue’s page, to which its printed address leads; no page leads to one that is not', async () => {
    const { pages } = await build(straight)
    expect(pages.get('en/issues/matrix-64/index.html')).toMatch(
      /<li class="brief" id="notice"><a href="https:\/\/www\.example\.org\/map\?a=1&#x?[0-9a-f]+;b=2">A map<\/a>|<li class="brief" id="notice"><a href="https:\/\/www\.example\.org\/map\?a=1&amp;b=2">A map<\/a>/,
    )
    expect(pages.get('en/q/matrix-64-4/index.html')).toContain('url=/en/issues/matrix-64/#notice')
    expect(pages.get('en/issues/matrix-64/talk/index.html')).toContain(
      'rel="next" href="/en/issues/matrix-64/graphs/"',
    )
    for (const body of pages.values()) expect(body).not.toContain('matrix-64/notice/')
  })

  test('has a page where its editor wants one', async () => {
    const { mail, pages } = await build(kept)
    expect(pages.has(page)).toBe(true)
    expect(mail.text).toContain(`${siteUrl}/en/issues/matrix-64/notice/`)
  })

  test('is in feeds, search and lists with its own address, and in no sitemap', async () => {
    const world = aWorld()
    world.upload(aFolder(straight))
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
    expect(JSON.parse(pageIn(world, 'en/feed.json')).items[1]).toMatchObject({
      id: `${siteUrl}/en/issues/matrix-64/#notice`,
      url: 'https://www.example.org/map?a=1&b=2',
    })
    expect(JSON.parse(pageIn(world, 'en/search.json')).articles[1]).toMatchObject({
      slug: 'notice',
      url: 'https://www.example.org/map?a=1&b=2',
    })
    expect(pageIn(world, 'sitemap.xml')).not.toContain('notice')
    expect(world.site.has(page)).toBe(false)
  })

  test('keeps the page that it was published with, until it is taken down', async () => {
    const world = aWorld()
    world.upload(aFolder(kept))
    await world.publish()
    world.upload(aFolder(straight))
    await world.publish()
    expect([world.site.has(page), world.gone.has(page)]).toEqual([true, false])
    expect(pageIn(world, 'en/issues/matrix-64/index.html')).toContain('href="/en/issues/matrix-64/notice/"')
    world.unpublish()
    await world.publish()
    world.upload(aFolder(straight))
    await world.publish()
    expect(world.gone.has(page)).toBe(true)
    expect(pageIn(world, 'en/issues/matrix-64/index.html')).toContain('id="notice"')
  })
})
