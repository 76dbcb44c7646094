import { expect, test } from 'vitest'
import { aFolder, anArticle, issueYamlWith } from '../../builders.ts'
import { aWorld, copyOf, pageIn, type World } from './publishing-world.ts'

const numbered = (number: number, but: Parameters<typeof aFolder>[0] = {}) =>
  aFolder({ 'issue.yaml': issueYamlWith('number: 64', `number: ${number}`), ...but })

const publish = async (world: World, id: string, files: ReturnType<typeof aFolder>) => {
  world.upload(files, id)
  expect(await world.publish(id)).toMatchObject({ outcome: 'published' })
}
const published = async (...numbers: number[]) => {
  const world = aWorld()
  for (const number of numbers) await publish(world, `m-${number}`, numbered(number))
  return world
}

/** Where an issue's page leads beside its own articles: `prev m-63 next m-65`. */
const ways = (world: World, id: string, folder = 'zh') =>
  [
    ...pageIn(world, `${folder}/issues/${id}/index.html`).matchAll(
      /<a rel="(\w+)" href="\/\w+\/issues\/([^/]+)\/"/g,
    ),
  ]
    .map(([, rel, to]) => `${rel} ${to}`)
    .join(' ')

test('an issue leads to the one before and the one after it, the first and the last to one alone', async () => {
  // The middle one comes last: its neighbours are there already.
  const world = await published(63, 65, 64)
  for (const folder of ['zh', 'en']) {
    expect(ways(world, 'm-63', folder)).toBe('next m-64')
    expect(ways(world, 'm-64', folder)).toBe('prev m-63 next m-65')
    expect(ways(world, 'm-65', folder)).toBe('prev m-64')
  }
  expect(pageIn(world, 'zh/issues/m-64/index.html')).toContain(
    '<span class="label">上一期</span>第 63 期 · 2023 年 1–3 月</a>',
  )
  expect(pageIn(world, 'en/issues/m-64/index.html')).toContain(
    '<span class="label">Next issue</span>No. 65 ·',
  )
})

test('a titled issue is linked to by its title, with its number beside what it is', async () => {
  const world = await published(63)
  const titled = issueYamlWith('number: 64', 'number: 64\ntitle: { zh-CN: 归航, en: Home again }')
  await publish(world, 'm-64', aFolder({ 'issue.yaml': titled }))
  expect(pageIn(world, 'en/issues/m-63/index.html')).toContain(
    '<span class="label">Next issue · No. 64</span>Home again</a>',
  )
})

test('an issue alone leads to no other', async () => {
  const world = await published(64)
  expect(pageIn(world, 'zh/issues/m-64/index.html')).not.toMatch(/class="around|<!--/)
})

test('their order is the archive’s, whenever they were published', async () => {
  const world = await published(7, 9, 8, 6)
  const archive = pageIn(world, 'zh/index.html').matchAll(/<a href="\/zh\/issues\/([^/]+)\/">/g)
  const order = [...new Set([...archive].map(([, id]) => id))]
  expect(order).toEqual(['m-9', 'm-8', 'm-7', 'm-6'])
  for (const [at, id] of order.entries()) {
    const [after, before] = [order[at - 1], order[at + 1]]
    expect(ways(world, id!)).toBe(
      [before && `prev ${before}`, after && `next ${after}`].filter(Boolean).join(' '),
    )
  }
})

test('an issue that moves is left by those beside which it stood', async () => {
  const world = await published(61, 63, 64, 65)
  await publish(world, 'm-64', numbered(62))
  expect(ways(world, 'm-63')).toBe('prev m-64 next m-65')
  expect(ways(world, 'm-65')).toBe('prev m-63')
  expect(ways(world, 'm-61')).toBe('next m-64')
  expect(world.issues.get('m-64')!.beside).toBeUndefined()
})

test('a new name is said beside, and a correction of an article rewrites no other issue', async () => {
  const world = await published(63, 64)
  const yaml = issueYamlWith('2023 年 1–3 月', '2023 年春')
  await publish(world, 'm-64', numbered(64, { 'issue.yaml': yaml }))
  expect(pageIn(world, 'zh/issues/m-63/index.html')).toContain('第 64 期 · 2023 年春</a>')
  const before = world.site.get('zh/issues/m-63/index.html')
  const corrected = anArticle({ title: '一次更正的谈话' })
  await publish(world, 'm-64', numbered(64, { 'issue.yaml': yaml, '01-talk.md': corrected }))
  expect(world.site.get('zh/issues/m-63/index.html')).toBe(before)
})

test('an issue that leaves a language is passed over there', async () => {
  const world = await published(63, 64, 65)
  const yaml = issueYamlWith('number: 64', 'languages: [zh-CN]\nnumber: 64')
  await publish(world, 'm-64', aFolder({ 'issue.yaml': yaml }))
  expect(ways(world, 'm-63', 'en')).toBe('next m-65')
  expect(ways(world, 'm-65', 'en')).toBe('prev m-63')
  expect(ways(world, 'm-63', 'zh')).toBe('next m-64')
})

test('an issue corrected while its neighbour comes out has both, wherever they meet', async () => {
  const before = await published(64)
  const alone = copyOf(before)
  await publish(alone, 'm-65', numbered(65))
  for (let at = 1; at <= alone.calls; at++) {
    const world = copyOf(before)
    world.upload(numbered(65), 'm-65')
    world.upload(numbered(64, { '01-talk.md': anArticle({ title: '一次更正的谈话' }) }), 'm-64')
    let other: Promise<unknown> | undefined
    world.meanwhile = (call) => {
      if (call === at) other = world.publish('m-64')
    }
    await world.publish('m-65')
    await other
    expect(ways(world, 'm-64')).toBe('next m-65')
    expect(pageIn(world, 'zh/issues/m-64/index.html')).toContain('一次更正的谈话')
  }
})
