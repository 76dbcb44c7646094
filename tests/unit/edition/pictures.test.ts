import { expect, test } from 'vitest'
import { aFolder, anArticle, aPng, issueYamlWith } from '../../builders.ts'
import { aWorld, pageIn, type World } from './publishing-world.ts'

const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
const show = (...names: string[]) => names.map((name) => `![${name}](images/${name}.png)\n`).join('\n')
const images = Object.fromEntries(
  ['own', 'english', 'shared', 'mended'].map((name, at) => [`images/${name}.png`, aPng(300 + at)]),
)
const notice = { title: '一则短讯', page: '4', kind: 'brief' }

/** The third article shows pictures: its own, one in English alone, one that the second shows, and the cover. */
const illustrated = (but: Parameters<typeof aFolder>[0] = {}, third = {}, own = 'own') =>
  aFolder({
    ...images,
    '02-notice.md': anArticle(notice, show('shared')),
    '03-graphs.md': anArticle({ title: '图', page: '13', ...third }, show(own, 'shared', 'cover')),
    '03-graphs.en.md': anArticle({ title: 'Graphs', page: '13' }, show('english')),
    ...but,
  })
const without = illustrated({}, { withdrawn })
const removed = illustrated({
  'issue.yaml': issueYamlWith(
    '    subsections:\n      - title: { zh-CN: 一线, en: Front Line }\n        articles: [03-graphs]\n',
    '',
  ),
})

const published = async (...uploads: ReturnType<typeof aFolder>[]) => {
  const world = aWorld()
  for (const files of uploads) {
    world.upload(files)
    expect(await world.publish()).toMatchObject({ outcome: 'published' })
  }
  return world
}

const named = (world: World, name: string) => {
  const found = [...world.site.keys()].filter((key) => key.startsWith(`assets/matrix-64/${name}-`))
  expect(found, name).toHaveLength(1)
  return found[0]!
}
const cardOf = (world: World, page: string): string =>
  /og:image" content="https:\/\/[^/]+\/(cards\/[^"]+)"/.exec(pageIn(world, page))![1]!
const graphs = ['zh', 'en'].map((folder) => `${folder}/issues/matrix-64/graphs/index.html`)

test.each([
  ['withdrawn', without],
  ['left out', removed],
])(
  'an article that is %s takes along its pictures and cards, but none that anything else shows',
  async (_, after) => {
    const world = await published(illustrated())
    const cards = graphs.map((page) => cardOf(world, page))
    expect([...world.gone]).toEqual([])
    world.upload(after)
    await world.publish()
    for (const key of [named(world, 'own'), named(world, 'english'), ...cards]) {
      expect(world.gone, key).toContain(key)
      expect(pageIn(world, key)).toBe('Gone\n')
    }
    for (const name of ['shared', 'cover', 'focus']) expect(world.gone).not.toContain(named(world, name))
    expect(world.gone).toHaveLength(2 + 2 + cards.length)
  },
)

test('it takes along what it showed before it was corrected, too', async () => {
  const world = await published(illustrated(), illustrated({}, {}, 'mended'), without)
  for (const name of ['own', 'mended']) expect(world.gone).toContain(named(world, name))
})

test('a picture that a mail was ever sent with stays, whatever becomes of the article that shows it', async () => {
  const recovered = (third = {}) =>
    illustrated({ 'issue.yaml': issueYamlWith('images/cover', 'images/shared') }, third)
  const world = await published(illustrated(), recovered(), recovered({ withdrawn }))
  expect(world.gone).not.toContain(named(world, 'cover'))
  expect(world.gone).toContain(named(world, 'own'))
})

test('an article that comes back has its pictures again, and its cards drawn again', async () => {
  const world = await published(illustrated(), without, illustrated())
  const once = await published(illustrated())
  expect([...world.gone]).toEqual([])
  expect(world.site).toEqual(once.site)
  expect(new Set(world.cards.get('matrix-64'))).toEqual(new Set(once.cards.get('matrix-64')))
})

test('pages go before the pictures that they show', async () => {
  const world = await published(illustrated())
  world.log.length = 0
  world.upload(without)
  await world.publish()
  const at = (part: string) => world.log.findIndex((line) => line.startsWith(`site ${part}`))
  const lastAt = (part: string) => world.log.findLastIndex((line) => line.startsWith(`site ${part}`))
  for (const page of graphs) expect(lastAt(page)).toBeLessThan(lastAt(named(world, 'own')))
  expect(world.log.indexOf('cards matrix-64')).toBeLessThan(at('cards/'))
})

test('another issue that shows the same picture, or has a card that looks the same, keeps it', async () => {
  // Two issues of one number are refused, and other numbers make other cards.
  const unnumbered = { 'issue.yaml': issueYamlWith('number: 64\n', '') }
  const world = await published(illustrated(unnumbered))
  world.upload(illustrated(unnumbered), 'matrix-64b')
  await world.publish('matrix-64b')
  const before = new Map(world.site)
  world.upload(illustrated(unnumbered, { withdrawn }))
  await world.publish()
  const other = [...before].filter(([key]) => key.includes('matrix-64b/'))
  expect(other.length).toBeGreaterThan(10)
  for (const [key, body] of other) expect(world.site.get(key), key).toBe(body)
  const card = cardOf(world, 'zh/issues/matrix-64b/graphs/index.html')
  expect(world.gone).not.toContain(card)
})

test('a card that was being drawn when its article was withdrawn does not outlive it', async () => {
  const world = aWorld()
  world.upload(illustrated())
  let other: Promise<unknown> | undefined
  world.meanwhile = async (_, name, run) => {
    if (run !== 'older' || !name.startsWith('site cards/') || other) return
    world.upload(without)
    other = world.publish('matrix-64', 'newer')
    await other
  }
  await world.publish('matrix-64', 'older')
  await other
  const drawn = await published(illustrated())
  for (const page of graphs) expect(world.gone).toContain(cardOf(drawn, page))
})
