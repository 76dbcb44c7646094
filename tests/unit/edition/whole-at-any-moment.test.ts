import { expect, test } from 'vitest'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { aFolder, anArticle, aPng, issueYamlWith } from '../../builders.ts'
import { follow } from '../../site-links.ts'
import { aWorld, pageIn, publishedAndKilled, type World } from './publishing-world.ts'

const siteUrl = 'https://matrix.example.org'
const other = aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'number: 63') })

/** Everything that readers can come to now, and the links that lead to nothing. */
const readable = (world: World) =>
  follow(
    (key) => (world.site.has(key) ? { body: pageIn(world, key), isGone: world.gone.has(key) } : undefined),
    ['/zh/', '/en/'],
    siteUrl,
  )

const withdrawal = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
/** Its last article shows a picture. */
const first = aFolder({
  'images/graph.png': aPng(300),
  '03-graphs.md': anArticle({ title: '图', page: '13' }, '![图](images/graph.png)\n'),
})
/** One article corrected, one gone, one new between them, one withdrawn. */
const second = aFolder({
  'issue.yaml': issueYamlWith('[01-talk, 02-notice]', '[01-talk, 04-essay, 05-more]'),
  '01-talk.md': anArticle({ title: '一次更正的谈话' }),
  '02-notice.md': undefined,
  '02-notice.en.md': undefined,
  '03-graphs.md': anArticle({ title: '图', page: '13', withdrawn: withdrawal }),
  '04-essay.md': anArticle({ title: '随笔', page: '5' }),
  '04-essay.en.md': anArticle({ title: 'An essay', page: '5' }),
  '05-more.md': anArticle({ title: '还有', page: '6' }),
  '05-more.en.md': anArticle({ title: 'More', page: '6' }),
})
const moved = aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'number: 62') })
const inOneLanguage = aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'languages: [zh-CN]\nnumber: 64') })

/** A site with an older issue, and with `files` as No. 64. */
const standing = async (files?: IssueFile[]) => {
  const world = aWorld()
  world.upload(other, 'matrix-63')
  await world.publish('matrix-63')
  if (files) {
    world.upload(files)
    await world.publish()
  }
  return world
}

const changes: [string, IssueFile[] | undefined, IssueFile[]][] = [
  ['a new issue', undefined, first],
  ['a correction that takes away, adds and withdraws', first, second],
  ['its undoing', second, first],
  ['an issue that moves among others', first, moved],
  ['an issue that leaves a language', first, inOneLanguage],
  ['an issue that gets a language', inOneLanguage, first],
]

test.each(changes)('%s: between any two writes, every link leads somewhere', async (_, before, after) => {
  const world = await standing(before)
  world.upload(after)
  const moments: string[] = []
  world.afterwards = (name) => {
    moments.push(name)
    expect(readable(world).dead, `after ${name}`).toEqual([])
  }
  await world.publish()
  expect(readable(world).dead).toEqual([])
  expect(readable(world).seen).toContain('/zh/issues/matrix-64/talk/')
  expect(moments.length).toBeGreaterThan(30)
})

test.each(changes)('%s: killed at any call and run again, it ends the same', async (_, before, after) => {
  const world = await standing(before)
  world.upload(after)
  const { whole, after: left } = await publishedAndKilled(world)
  const { attempts: _attempts, ...end } = whole.state()
  expect(left).toHaveLength(whole.calls)
  for (const killed of left) {
    await killed.publish()
    const { attempts, ...state } = killed.state()
    expect(state).toEqual(end)
  }
})

test('what an issue no longer has, or has withdrawn, is gone from every list and says so at its address', async () => {
  const world = await standing(first)
  world.upload(second)
  await world.publish()
  for (const slug of ['notice', 'graphs']) {
    expect(world.gone).toContain(`zh/issues/matrix-64/${slug}/index.html`)
    expect(world.gone).toContain(`en/issues/matrix-64/${slug}/index.html`)
  }
  expect(pageIn(world, 'en/issues/matrix-64/graphs/index.html')).toContain('The data were wrong.')
  expect(pageIn(world, 'en/issues/matrix-64/graphs/index.html')).toContain('May 1, 2023')
  expect(pageIn(world, 'zh/issues/matrix-64/graphs/index.html')).toContain('数据有误。')
  expect(pageIn(world, 'en/issues/matrix-64/notice/index.html')).toContain('This page was taken down')
  for (const body of [...world.editions.values()].slice(-2)) expect(body).not.toMatch(/Graphs|notice/i)
  const row = world.issues.get('matrix-64')!
  expect(row.slugs).toEqual(['talk', 'essay', 'more'])
  expect(row.leaving).toBeUndefined()
})

test('an issue of which everything is withdrawn still has its page', async () => {
  const world = await standing(first)
  const withdrawn = (title: string, page: string) => anArticle({ title, page, withdrawn: withdrawal })
  world.upload(
    aFolder({
      '01-talk.md': withdrawn('一次谈话', '2'),
      '02-notice.md': withdrawn('一则短讯', '4'),
      '03-graphs.md': withdrawn('图', '13'),
      '02-notice.en.md': anArticle({ title: 'A notice', page: '4' }),
    }),
  )
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
  expect(readable(world).dead).toEqual([])
  expect([...world.gone].filter((key) => key.endsWith('index.html'))).toHaveLength(6)
})

test('pages of an issue published before its addresses were kept are taken down all the same', async () => {
  const world = await standing(first)
  const { slugs: _, ...row } = world.issues.get('matrix-64')!
  world.issues.set('matrix-64', row)
  world.upload(second)
  await world.publish()
  expect(world.gone).toContain('zh/issues/matrix-64/notice/index.html')
})
