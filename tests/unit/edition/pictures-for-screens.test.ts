import { expect, test } from 'vitest'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { withBook } from '../../../functions/edition/publish/with-book.ts'
import { aFolder, anArticle, anIssue, aPng, aSite, aWebp, heavier, noon } from '../../builders.ts'
import { htmlFaultsOf } from '../../page-html-faults.ts'
import { notDrawn, unpacked } from './open-book.ts'
import { aWorld, pageIn, type World } from './publishing-world.ts'

const beside = (path: string, ...widths: number[]) =>
  Object.fromEntries(widths.map((width) => [`${path}.${width}.webp`, aWebp(width)]))
const picture = (name: string, width: number, height: number, ...versions: number[]) => ({
  [`images/${name}.png`]: heavier(aPng(width, height)),
  ...beside(`images/${name}.png`, ...versions),
})
/** The cover, a hero, and two figures of a text have versions; `plain` has none. */
const illustrated = (but: Parameters<typeof aFolder>[0] = {}) => ({
  ...picture('cover', 1200, 675, 480, 800, 1200),
  ...picture('hero', 900, 900, 480, 800),
  ...picture('wide', 3000, 1500, 480, 800, 1280, 1920),
  ...picture('tall', 800, 1600, 480, 800),
  ...picture('plain', 900, 700),
  '01-talk.md': anArticle(
    { image: 'images/hero.png', alt: '港' },
    '![宽](images/wide.png)\n\n![高](images/tall.png)\n\n![素](images/plain.png)\n',
  ),
  ...but,
})

const rendered = async () => {
  const issue = anIssue(illustrated())
  const built = await buildEditions({ issue, ...aSite })
  const row = rowOf(issue, built, undefined, noon)
  const texts = new Map(
    built[0]!.texts.map(([slug, html]) => [`/zh/issues/matrix-64/${slug}/`, html] as const),
  )
  const lists = buildListings({ issues: [row], script: '', texts, ...aSite })
  const files = new Map([...built.flatMap(({ files }) => files), ...lists].map((file) => [file.path, file]))
  const page = (path: string) => String(files.get(path)!.body)
  return { issue, built, row, files, page }
}
/** What stands in `<picture>` for an image, by its name. */
const pictureOf = (page: string, name: string) => {
  const found = [...page.matchAll(/<picture>.*?<\/picture>/gs)].find(([one]) =>
    one.includes(`<img src="/assets/matrix-64/${name}-`),
  )
  const [, set, sizes] = /^<picture><source type="image\/webp" srcset="([^"]*)" sizes="([^"]*)"><img/.exec(
    found?.[0] ?? '',
  ) ?? ['', '', undefined]
  return { widths: set!.split(', ').map((one) => one.split(' ')[1]), sizes, html: found?.[0] }
}

test('pages offer narrower versions of a cover, a hero and figures, each at the width at which it is shown', async () => {
  const { page } = await rendered()
  const stub = page('zh/issues/matrix-64/talk/index.html')
  expect(pictureOf(stub, 'wide')).toMatchObject({
    widths: ['480w', '800w', '1280w', '1920w'],
    sizes: '(max-width: 60rem) 100vw, 60rem',
  })
  expect(pictureOf(stub, 'tall')).toMatchObject({
    widths: ['480w', '800w'],
    sizes: '(max-width: 40rem) 100vw, 40rem',
  })
  // As high as the style lets it be.
  expect(pictureOf(stub, 'hero').sizes).toBe('(max-width: 36rem) 100vw, 36rem')
  const cover = pictureOf(page('zh/issues/matrix-64/index.html'), 'cover')
  expect(cover).toMatchObject({
    widths: ['480w', '800w', '1200w'],
    sizes: '(max-width: 67rem) 100vw, 67rem',
  })
  // What browsers without WebP show, with the size for which every browser keeps room.
  expect(cover.html).toMatch(
    /<img src="[^"]+\.png" alt="封面" width="1200" height="675" fetchpriority="high">/,
  )
})

test('a picture stands among its own versions where none is as wide', async () => {
  const { page } = await rendered()
  expect(pictureOf(page('zh/issues/matrix-64/talk/index.html'), 'hero').widths).toEqual([
    '480w',
    '800w',
    '900w',
  ])
})

test('a picture without versions is shown as it is', async () => {
  const { page } = await rendered()
  const stub = page('zh/issues/matrix-64/talk/index.html')
  expect(pictureOf(stub, 'plain').html).toBeUndefined()
  expect(stub).toMatch(/<img src="\/assets\/matrix-64\/plain-[0-9a-f]{12}\.png" width="900" height="700"/)
})

test('the front page and the archive offer them, too', async () => {
  const { page } = await rendered()
  const home = page('zh/index.html')
  expect(pictureOf(home, 'cover').sizes).toBe('(max-width: 67rem) 100vw, 67rem')
  expect(pictureOf(home, 'hero')).toMatchObject({ sizes: '(max-width: 48rem) 100vw, 33rem' })
  for (const path of [
    'zh/index.html',
    'zh/issues/matrix-64/index.html',
    'zh/issues/matrix-64/talk/index.html',
  ])
    expect(await htmlFaultsOf(page(path)), path).toEqual([])
})

test('feeds, mails and the book keep the picture itself', async () => {
  const { issue, built, row, page } = await rendered()
  const feed = page('zh/feed.json')
  expect(feed).toContain('/assets/matrix-64/wide-')
  expect(feed + page('zh/feed.xml') + JSON.stringify(built.map(({ digest }) => digest))).not.toMatch(
    /\.webp|srcset/,
  )
  const { files } = await withBook(built[0]!, { issue, ...aSite }, row.publishedAt, notDrawn)
  const names = [...(await unpacked(Buffer.from(files.at(-1)!.body))).keys()]
  expect(names.filter((name) => /wide|webp/.test(name))).toEqual([expect.stringMatching(/wide-\w+\.png$/)])
})

test('only what is lighter than the picture, WebP, and no wider counts as a version', () => {
  const whole = aPng(1200, 600)
  const issue = anIssue({
    'images/cover.png': heavier(whole),
    'images/cover.png.480.webp': aPng(480),
    'images/cover.png.800.webp': heavier(aWebp(800), 200_000),
    'images/cover.png.1280.webp': aWebp(1280),
    'images/cover.png.700.webp': aWebp(700),
  })
  expect(issue.images.get('images/cover.png')!.narrower).toBeUndefined()
})

test('an issue of very many pieces lists versions only of pictures that the front page shows', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `${at + 10}-piece-${at}`)
  const files = Object.fromEntries(
    names.map((name) => [`${name}.md`, anArticle({ page: undefined }, '![宽](images/wide.png)\n')]),
  )
  const yaml = `number: 64\nlanguages: [zh-CN]\nsections:\n  - topic: focus\n    articles: [${names.join(', ')}]\n`
  const issue = anIssue(illustrated({ ...files, 'issue.yaml': yaml }))
  const row = rowOf(issue, await buildEditions({ issue, ...aSite }), undefined, noon)
  const listed = row.articles!['zh-CN']!
  expect(listed.filter(({ picture }) => picture)).toHaveLength(12)
  expect(listed.filter(({ picture }) => picture?.narrower)).toHaveLength(1 + 6)
})

const standing = async (folder = aFolder(illustrated())) => {
  const world = aWorld()
  world.upload(folder)
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
  return world
}
const filesOf = (world: World, name: string) =>
  [...world.site.keys()].filter((key) => key.startsWith(`assets/matrix-64/${name}-`))

test('versions leave with the article that showed them', async () => {
  const world = await standing()
  expect(filesOf(world, 'wide')).toHaveLength(5)
  const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
  world.upload(aFolder(illustrated({ '01-talk.md': anArticle({ withdrawn }) })))
  await world.publish()
  for (const key of filesOf(world, 'wide')) expect(world.gone, key).toContain(key)
  for (const key of filesOf(world, 'cover')) expect(world.gone, key).not.toContain(key)
})

test('an issue that is taken down takes along every picture of its pages and mails, and every version', async () => {
  const world = await standing()
  world.unpublish()
  await world.publish()
  for (const name of ['cover', 'hero', 'wide', 'tall', 'plain'])
    for (const key of filesOf(world, name)) {
      expect(world.gone, key).toContain(key)
      expect(pageIn(world, key)).toBe('Gone\n')
    }
})

test('every version is there before a page offers it', async () => {
  const world = await standing()
  const at = (key: string) => world.log.findIndex((line) => line.startsWith(`site ${key}`))
  const stub = at('zh/issues/matrix-64/talk/')
  expect(stub).toBeGreaterThan(0)
  for (const key of filesOf(world, 'wide')) expect(at(key), key).toBeLessThan(stub)
})
