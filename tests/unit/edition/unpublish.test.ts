import { expect, test } from 'vitest'
import { aFolder, anArticle, aPng, issueYamlWith } from '../../builders.ts'
import { aWorld, copyOf, pageIn, publishedAndKilled, type World } from './publishing-world.ts'

const other = aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'number: 63') })

/** A site with an older issue, and with No. 64. */
const standing = async () => {
  const world = aWorld()
  for (const [files, id] of [
    [other, 'matrix-63'],
    [aFolder(), 'matrix-64'],
  ] as const) {
    world.upload(files, id)
    await world.publish(id)
  }
  return world
}

const isOfIssue = (key: string) => /(^|\/)(issues|assets|q)\/matrix-64/.test(key)

/** What readers find of the issue that is not said to be gone, and where it is still listed. */
const left = (world: World) => ({
  pages: [...world.site.keys()].filter((key) => isOfIssue(key) && !world.gone.has(key)),
  lists: [...world.site.keys()].filter(
    (key) => !world.gone.has(key) && /matrix-64/.test(pageIn(world, key)) && !isOfIssue(key),
  ),
})

test('an issue that is taken down is gone from pages, pictures, short addresses and lists, and its neighbours stay', async () => {
  const world = await standing()
  expect(left(world).lists).toContain('sitemap.xml')
  world.unpublish()
  expect(await world.publish()).toEqual({ outcome: 'unpublished' })
  expect(left(world)).toEqual({ pages: [], lists: [] })
  expect([...world.gone]).toEqual(
    expect.arrayContaining([
      'zh/issues/matrix-64/index.html',
      'en/issues/matrix-64/talk/index.html',
      'en/issues/matrix-64/matrix-64-en.epub',
      'q/matrix-64/index.html',
      'en/q/matrix-64/index.html',
    ]),
  )
  expect(pageIn(world, 'en/issues/matrix-64/matrix-64-en.epub')).toBe('Gone\n')
  expect(pageIn(world, 'zh/issues/matrix-64/index.html')).toContain('这一期已经撤下')
  expect(pageIn(world, 'en/q/matrix-64/index.html')).toContain('This issue was taken down')
  expect(pageIn(world, 'zh/issues/matrix-63/index.html')).toContain('matrix-63')
  expect(world.gone.has('zh/issues/matrix-63/index.html')).toBe(false)
  const row = world.issues.get('matrix-64')!
  expect([row.gone, row.unfinished]).toEqual([expect.any(String), undefined])
  expect(world.attempts.get('matrix-64')!.outcome).toBe('unpublished')
})

test('published again, even with the very same files, it is back and may be sent', async () => {
  const world = await standing()
  const before = world.state()
  world.unpublish()
  await world.publish()
  world.upload()
  expect((await world.publish()).outcome).toBe('published')
  expect(world.wishes.size).toBe(0)
  const { attempts: _, ...after } = world.state()
  expect(after).toEqual({ ...before, attempts: undefined, issues: after.issues })
  expect(after.issues.get('matrix-64')).toEqual(before.issues.get('matrix-64'))
})

test('killed at any call and run again, it completes', async () => {
  const before = await standing()
  before.unpublish()
  const calm = await publishedAndKilled(before)
  const { attempts: _, ...wanted } = calm.whole.state()
  for (const when of ['before', 'after'] as const)
    for (const [index, world] of calm[when].entries()) {
      await world.publish()
      const { attempts: __, ...state } = world.state()
      expect(state, `killed ${when} call ${index + 1}`).toEqual(wanted)
    }
})

/** It has one more article. */
const longer = aFolder({
  'issue.yaml': issueYamlWith('[01-talk, 02-notice]', '[01-talk, 02-notice, 04-essay]'),
  '04-essay.md': anArticle({ title: '随笔', page: '5' }),
  '04-essay.en.md': anArticle({ title: 'An essay', page: '5' }),
})

test('of a publishing that was killed nothing is left once the issue is as it was, or taken down', async () => {
  const before = await standing()
  // A printed locator that was published stays, and leads to where its article was.
  const pages = (world: World) => left(world).pages.filter((key) => !/^(en\/)?q\//.test(key))
  const stood = pages(before)
  before.upload(longer)
  const { after } = await publishedAndKilled(before)
  for (const [index, killed] of after.entries()) {
    const at = index + 1
    if (index % 8 > 0) continue
    const down = copyOf(killed)
    killed.upload(aFolder())
    await killed.publish()
    expect(pages(killed).toSorted(), `put back after call ${at}`).toEqual(stood.toSorted())
    down.unpublish()
    await down.publish()
    expect(left(down).pages, `taken down after call ${at}`).toEqual([])
  }
})

test('of a first publishing that was killed nothing is left once something else is published, or it is taken down', async () => {
  const before = aWorld()
  before.upload(other, 'matrix-63')
  await before.publish('matrix-63')
  const other64 = copyOf(before)
  other64.upload(aFolder())
  await other64.publish()
  const pages = (world: World) => left(world).pages.filter((key) => !/^(en\/)?q\//.test(key))
  before.upload(longer)
  const { whole, after } = await publishedAndKilled(before)
  expect(whole.begun.get('matrix-64')).toEqual([])
  const isWithoutRow: boolean[] = []
  for (const [index, killed] of after.entries()) {
    const at = index + 1
    if (index % 8 > 0) continue
    isWithoutRow.push(!killed.issues.has('matrix-64') && left(killed).pages.length > 0)
    const down = copyOf(killed)
    killed.upload(aFolder())
    await killed.publish()
    expect(pages(killed).toSorted(), `another after call ${at}`).toEqual(pages(other64).toSorted())
    down.unpublish()
    for (const time of ['once', 'again']) {
      expect(await down.publish()).toEqual({ outcome: 'unpublished' })
      expect(left(down), `taken down ${time} after call ${at}`).toEqual({ pages: [], lists: [] })
    }
  }
  expect(isWithoutRow.filter(Boolean).length).toBeGreaterThan(2)
})

test('short addresses that were printed for earlier pages are gone with the issue that they led to', async () => {
  const world = await standing()
  const moved = (title: string, page: string) => ({
    '02-notice.md': anArticle({ title: '一则短讯', page, kind: 'brief' }),
    '02-notice.en.md': anArticle({ title, page, kind: 'brief' }, 'A paragraph.\n'),
  })
  for (const [title, page] of [
    ['A notice', '6'],
    ['Another notice', '7'],
  ] as const) {
    world.upload(aFolder(moved(title, page)))
    await world.publish()
  }
  const printed = ['4', '6', '7'].flatMap((page) => [
    `q/matrix-64-${page}/index.html`,
    `en/q/matrix-64-${page}/index.html`,
  ])
  expect(left(world).pages).toEqual(expect.arrayContaining(printed))
  world.unpublish()
  await world.publish()
  expect([...world.gone]).toEqual(expect.arrayContaining(printed))
  expect(left(world).pages).toEqual([])
})

test('whenever somebody wants it taken down while it is published, nothing of it is left', async () => {
  const before = aWorld()
  before.upload(other, 'matrix-63')
  await before.publish('matrix-63')
  before.upload()
  const calm = copyOf(before)
  await calm.publish()
  for (let at = 1; at <= calm.calls; at += 3) {
    const world = copyOf(before)
    let second: Promise<unknown> | undefined
    world.meanwhile = (call, _, run) => {
      if (call !== at || run) return
      world.unpublish()
      // The event of the manifest has a run of its own, which ends before this one goes on.
      second = world.publish('matrix-64', 'second')
      return second.then(() => {})
    }
    await world.publish()
    expect(second, `at call ${at}`).toBeDefined()
    expect(left(world), `at call ${at}`).toEqual({ pages: [], lists: [] })
    const row = world.issues.get('matrix-64')
    expect(row && !row.gone, `at call ${at}`).toBeFalsy()
    expect(world.wishes.size, `at call ${at}`).toBe(1)
  }
})

const withAlias = (number: number) =>
  aFolder({
    'issue.yaml': issueYamlWith('number: 64', `number: ${number}`),
    '01-talk.md': anArticle({ aliases: '[/p/old]' }),
  })

test('an event that comes again leaves an old address to the issue that has it by now', async () => {
  const world = await standing()
  world.upload(withAlias(64))
  await world.publish()
  world.unpublish()
  await world.publish()
  world.upload(withAlias(65), 'matrix-65')
  expect(await world.publish('matrix-65')).toMatchObject({ outcome: 'published' })
  const { attempts: _, ...before } = world.state()
  expect([...before.moved]).toEqual([['p/old/index.html', '/zh/issues/matrix-65/talk/']])
  await world.publish()
  const { attempts: __, ...after } = world.state()
  expect(after).toEqual(before)
})

test('a short address that another issue has too stays with it', async () => {
  const world = aWorld()
  world.upload(aFolder(), 'matrix')
  await world.publish('matrix')
  world.upload(other, 'matrix-13')
  await world.publish('matrix-13')
  const shorts = ['q/matrix-13/index.html', 'en/q/matrix-13/index.html']
  const lead = () => shorts.map((key) => [pageIn(world, key).match(/url=([^"]*)/)?.[1], world.gone.has(key)])
  const before = lead()
  expect(before).toEqual([
    ['/zh/issues/matrix-13/', false],
    ['/en/issues/matrix-13/', false],
  ])
  world.unpublish('matrix')
  await world.publish('matrix')
  expect(world.gone).toContain('q/matrix/index.html')
  expect(lead()).toEqual(before)
})

test('whatever is written of an issue once it is to be taken down says that it is gone', async () => {
  for (const moment of [/^pictures matrix-64/, /^edition /, /^attempt published/]) {
    const world = await standing()
    world.upload(aFolder({ '01-talk.md': anArticle({ title: '更正' }), 'images/focus.png': aPng(1200, 250) }))
    let isWanted = false
    const rows: unknown[] = []
    world.meanwhile = (_, name) => {
      if (isWanted || !moment.test(name)) return
      isWanted = true
      world.unpublish()
    }
    world.afterwards = (name) => {
      if (isWanted && name === 'issue matrix-64') rows.push(world.issues.get('matrix-64')!.gone)
    }
    expect(await world.publish()).toEqual({ outcome: 'unpublished' })
    expect(rows.length, String(moment)).toBeGreaterThan(2)
    expect(rows, String(moment)).not.toContain(undefined)
  }
})

test('a manifest by which nobody at the API wanted it takes nothing down, at whatever moment it comes', async () => {
  for (const moment of [undefined, /^edition /, /^attempt published/]) {
    const world = await standing()
    const write = () => {
      world.unpublish()
      world.wishes.clear()
    }
    if (moment === undefined) write()
    else {
      world.upload(aFolder({ '01-talk.md': anArticle({ title: '更正' }) }))
      world.meanwhile = (_, name) => void (moment.test(name) && write())
    }
    await expect(world.publish()).rejects.toThrow('Nobody wants matrix-64 taken down')
    expect(world.gone.size).toBe(0)
    expect(world.issues.get('matrix-64')!.gone).toBeUndefined()
    expect(left(world).lists).toContain('sitemap.xml')
  }
})

test('an issue that is to be taken down, and is published as it stands, may be sent again', async () => {
  const world = await standing()
  world.wishes.set('matrix-64', { id: 'matrix-64', token: 'first', at: new Date(0).toISOString() })
  expect((await world.publish()).outcome).toBe('unchanged')
  expect(world.wishes.size).toBe(0)
})

test('what was never published is not taken down, and is no failure', async () => {
  const world = aWorld()
  world.unpublish()
  expect(await world.publish()).toEqual({ outcome: 'unpublished' })
  expect(world.issues.size).toBe(0)
})

test('an issue with the number of another that is published is refused, with both names', async () => {
  const world = await standing()
  world.upload(aFolder(), 'matrix-66')
  expect(await world.publish('matrix-66')).toEqual({
    outcome: 'refused',
    problems: [
      { file: 'issue.yaml', reason: 'number 64 of matrix-66 is that of the published issue matrix-64, too' },
    ],
  })
  world.unpublish()
  await world.publish()
  expect((await world.publish('matrix-66')).outcome).toBe('published')
})
