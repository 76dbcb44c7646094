import { expect, test } from 'vitest'
import { articleChanges } from '../../../functions/edition/model/article-changes.ts'
import { blobKey, manifestHash, manifestKey, manifestOf, sha256 } from '../../../functions/issue/manifest.ts'
import { aFolder, aNewsletter, anArticle, issueYamlWith } from '../../builders.ts'
import { unpacked } from './open-book.ts'
import { aWorld, copyOf, pageIn, publishedAndKilled } from './publishing-world.ts'

const corrected = aFolder({ '01-talk.md': anArticle({ title: '一次更正的谈话' }) })
const next = aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'number: 65') })

test('an upload becomes pages, digests, a row, an attempt and a message', async () => {
  const world = aWorld()
  world.upload()
  const published = await world.publish()
  expect(published.outcome).toBe('published')
  expect(pageIn(world, 'zh/issues/matrix-64/talk/index.html')).toContain('一次谈话')
  expect(pageIn(world, 'zh/index.html')).toContain('/zh/issues/matrix-64/')
  expect(pageIn(world, 'en/feed.xml')).toContain('<title>A talk</title>')
  const row = world.issues.get('matrix-64')!
  expect(row).toMatchObject({ number: 64, topics: ['focus', 'views'], release: '2023-04-10T09:00:00' })
  expect(row.unfinished).toBeUndefined()
  expect([...world.editions.keys()].sort()).toEqual(
    Object.entries(row.editions)
      .map(([language, hash]) => `matrix-64/${language}/${hash}/digest.json`)
      .sort(),
  )
  expect(world.attempts.get('matrix-64')).toMatchObject({
    outcome: 'published',
    manifest: manifestHash(manifestOf('matrix-64', aFolder())),
  })
  expect(world.messages).toEqual([{ kind: 'published', issue: 'matrix-64', release: '2023-04-10T09:00:00' }])
})

test('a correction writes what it changes of the site, and nothing else', async () => {
  const world = aWorld()
  world.upload(aFolder({ 'issue.yaml': issueYamlWith('number: 64', 'number: 63') }), 'matrix-63')
  await world.publish('matrix-63')
  world.upload()
  await world.publish()
  const before = new Map(world.site)
  world.log.length = 0
  world.upload(corrected)
  await world.publish()
  const written = new Set(world.log.flatMap((line) => /^site (.*)/.exec(line)?.[1] ?? []))
  expect(written).toContain('zh/issues/matrix-64/talk/index.html')
  expect(written).toContain('zh/index.html')
  expect(written).not.toContain('en/issues/matrix-64/notice/index.html')
  expect(written).not.toContain('zh/issues/matrix-63/index.html')
  const same = [...written].filter((path) => before.get(path) === world.site.get(path))
  expect(same).toEqual([])
})

test('what a page needs is there before the page, and the page before what leads to it', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const at = (part: string) => world.log.findIndex((line) => line.includes(part))
  const lastAt = (part: string) => world.log.findLastIndex((line) => line.includes(part))
  expect(lastAt('edition ')).toBeLessThan(at('site '))
  expect(at('assets/style-')).toBeGreaterThan(-1)
  const listing = (line: string) => line.includes('assets/not-found-')
  const lastOfIssue = world.log.findLastIndex((line) => line.includes('assets/') && !listing(line))
  expect(lastOfIssue).toBeLessThan(at('talk/index.html'))
  expect(world.log.findIndex(listing)).toBeGreaterThan(-1)
  expect(world.log.findLastIndex(listing)).toBeLessThan(at('site 404.html'))
  expect(lastAt('graphs/index.html')).toBeLessThan(at('matrix-64/index.html'))
  expect(lastAt('matrix-64/index.html')).toBeLessThan(at('issue matrix-64'))
  expect(at('issue matrix-64')).toBeLessThan(at('site zh/index.html'))
  expect(lastAt('site en/index.html')).toBeLessThan(at('queue'))
})

test('the same upload again writes nothing but that it was tried', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  world.log.length = 0
  expect((await world.publish()).outcome).toBe('unchanged')
  expect(world.log).toEqual(['attempt unchanged'])
})

test('a refused upload leaves everything as it was, and tells why', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const before = world.state()
  world.upload(aFolder({ '01-talk.md': anArticle({ title: undefined }) }))
  expect(await world.publish()).toEqual({
    outcome: 'refused',
    problems: [{ file: '01-talk.md', line: 2, reason: 'title is missing' }],
  })
  const { attempts, ...after } = world.state()
  const { attempts: _, ...same } = before
  expect(after).toEqual(same)
  expect(attempts.get('matrix-64')!.outcome).toBe('refused')
})

test('a file that is missing, or not the one of the manifest, refuses the upload', async () => {
  const world = aWorld()
  world.upload()
  const file = aFolder().find(({ path }) => path === '01-talk.md')!
  world.content.set(blobKey(sha256(file.bytes)), Buffer.from('something else'))
  expect(await world.publish()).toEqual({
    outcome: 'refused',
    problems: [{ file: '01-talk.md', reason: 'was not uploaded whole' }],
  })
})

test('what is no manifest of the issue is refused', async () => {
  const world = aWorld()
  for (const text of ['{', '{"issue":"matrix-65","files":{}}', '{"issue":"matrix-64","files":{"a":"b"}}']) {
    world.content.set(manifestKey('matrix-64'), Buffer.from(text))
    expect(await world.publish()).toMatchObject({ outcome: 'refused', problems: [{ file: 'manifest.json' }] })
  }
})

test('an event without an upload is a surprise', async () => {
  await expect(aWorld().publish()).rejects.toThrow('has no manifest')
})

test('a correction is published, and tells the schedule again', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const first = world.issues.get('matrix-64')!.editions
  world.upload(corrected)
  expect((await world.publish()).outcome).toBe('published')
  expect(pageIn(world, 'zh/issues/matrix-64/talk/index.html')).toContain('一次更正的谈话')
  expect(world.issues.get('matrix-64')!.editions).not.toEqual(first)
  // The English edition is what it was.
  expect(world.editions.size).toBe(3)
  expect(world.messages).toHaveLength(2)
})

test('the book of an issue changes with it, and holds no article that was withdrawn', async () => {
  const world = aWorld()
  const book = () => Buffer.from(world.site.get('zh/issues/matrix-64/matrix-64-zh.epub')!, 'base64')
  const talk = async () => (await unpacked(book())).get('EPUB/articles/talk.xhtml')
  world.upload()
  await world.publish()
  expect(String(await talk())).toContain('一次谈话')
  const first = book()
  await world.publish()
  expect(book().equals(first)).toBe(true)
  world.upload(corrected)
  await world.publish()
  expect(String(await talk())).toContain('一次更正的谈话')
  const withdrawn = '{ date: 2023-05-01, reason: { zh-CN: 有误。, en: Wrong. } }'
  world.upload(aFolder({ '01-talk.md': anArticle({ withdrawn }) }))
  await world.publish()
  expect(await talk()).toBeUndefined()
  expect(pageIn(world, 'zh/issues/matrix-64/index.html')).toContain(
    '<a href="/zh/issues/matrix-64/matrix-64-zh.epub" type="application/epub+zip">',
  )
})

test('a new release time alone is published too', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  world.upload(aFolder({ 'issue.yaml': issueYamlWith('04-10T09', '04-11T09') }))
  expect((await world.publish()).outcome).toBe('published')
  expect(world.messages.at(-1)!.release).toBe('2023-04-11T09:00:00')
})

test('killed at any call, before or after its effect, and run again: the end is the same', async () => {
  const standing = aWorld()
  standing.upload()
  await standing.publish()
  standing.upload(corrected)
  const { whole, before, after } = await publishedAndKilled(standing)
  expect([before.length, after.length]).toEqual([whole.calls, whole.calls])
  const { attempts: expected, ...end } = whole.state()

  for (const world of [...before, ...after]) {
    await world.publish()
    const { attempts, ...state } = world.state()
    expect(state).toEqual(end)
    expect(attempts.get('matrix-64')!.manifest).toBe(expected.get('matrix-64')!.manifest)
    expect(world.messages.length).toBeGreaterThanOrEqual(2)
  }
}, 600_000)

test('what one run shows at a call is what a function leaves that is killed there', async () => {
  const standing = aWorld()
  standing.upload()
  const { whole, after } = await publishedAndKilled(standing)
  for (let at = 1; at <= whole.calls; at += 10) {
    const killed = copyOf(standing)
    Object.assign(killed, { killedAt: at, killedAfter: true })
    await expect(killed.publish()).rejects.toThrow('killed')
    expect(after[at - 1]!.state()).toEqual(killed.state())
  }
})

test('killed while a correction was half out, then the first version again: the first is whole', async () => {
  const whole = aWorld()
  whole.upload()
  await whole.publish()
  const begun = copyOf(whole)
  begun.upload(corrected)
  for (const world of (await publishedAndKilled(begun)).before) {
    world.upload()
    await world.publish()
    // Short addresses stay for ever, since one may be printed already, and so do cards, which are named by what they show.
    const more = [...world.site.keys()].filter((path) => !whole.site.has(path))
    expect(more.filter((path) => !/(^|\/)q\/|^cards\//.test(path))).toEqual([])
    for (const path of more) world.site.delete(path)
    expect(world.site).toEqual(whole.site)
    expect(world.issues).toEqual(whole.issues)
  }
}, 600_000)

test('two uploads at once end with the newer one, wherever they meet', async () => {
  const newer = aWorld()
  newer.upload()
  await newer.publish()
  newer.upload(corrected)
  await newer.publish()
  const before = aWorld()
  before.upload()
  await before.publish()
  for (let at = 1; at <= before.calls; at++) {
    const world = aWorld()
    world.upload()
    let other: Promise<unknown> | undefined
    world.meanwhile = (call) => {
      if (call !== at) return
      world.upload(corrected)
      other = world.publish()
    }
    await world.publish()
    await other
    expect(pageIn(world, 'zh/issues/matrix-64/talk/index.html')).toContain('一次更正的谈话')
    expect(world.issues.get('matrix-64')!.editions).toEqual(newer.issues.get('matrix-64')!.editions)
    expect(world.issues.get('matrix-64')!.unfinished).toBeUndefined()
  }
})

test('the older upload’s pages never outlive the newer one’s, however late they are written', async () => {
  const world = aWorld()
  world.upload()
  const newerHasPages = Promise.withResolvers<void>()
  const olderHasEnded = Promise.withResolvers<void>()
  let newer: Promise<unknown> | undefined
  const passed: string[] = []
  world.meanwhile = async (_, name, run) => {
    if (run === 'older' && name.startsWith('edition') && !newer) {
      world.upload(corrected)
      newer = world.publish('matrix-64', 'newer')
    }
    if (run === 'older' && name.startsWith('site')) await newerHasPages.promise
    // The newer run has written its pages; it writes its row only after the older run has written everything.
    if (run === 'newer' && name.startsWith('issue')) {
      newerHasPages.resolve()
      await olderHasEnded.promise
    }
    if (run === 'older' && passed.at(-1) === 'attempt published' && name === '') {
      olderHasEnded.resolve()
      await newer
    }
    if (run === 'older' && !name.startsWith('issue')) passed.push(name)
  }
  await world.publish('matrix-64', 'older')
  await newer
  expect(pageIn(world, 'zh/issues/matrix-64/talk/index.html')).toContain('一次更正的谈话')
})

test('two issues published at once are both in the archive and lead to one another, wherever they meet', async () => {
  const alone = aWorld()
  alone.upload()
  await alone.publish()
  for (let at = 1; at <= alone.calls; at++) {
    const world = aWorld()
    world.upload()
    world.upload(next, 'matrix-65')
    let other: Promise<unknown> | undefined
    world.meanwhile = (call) => {
      if (call === at) other = world.publish('matrix-65')
    }
    await world.publish()
    await other
    for (const id of ['matrix-64', 'matrix-65']) {
      expect(pageIn(world, 'zh/index.html')).toContain(`/zh/issues/${id}/`)
      expect(pageIn(world, 'en/feed.xml')).toContain(`/en/issues/${id}/`)
    }
    expect(pageIn(world, 'zh/issues/matrix-64/index.html')).toContain(
      'rel="next" href="/zh/issues/matrix-65/"',
    )
    expect(pageIn(world, 'en/issues/matrix-65/index.html')).toContain(
      'rel="prev" href="/en/issues/matrix-64/"',
    )
  }
})

test('correcting an older issue leaves the newer one on top', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  world.upload(next, 'matrix-65')
  await world.publish('matrix-65')
  world.upload(corrected)
  await world.publish()
  const archive = pageIn(world, 'zh/index.html')
  expect(archive.indexOf('第 65 期')).toBeLessThan(archive.indexOf('第 64 期'))
})

test('a manifest of more files than an issue may have is refused before one is read', async () => {
  const world = aWorld()
  const files = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`${at}.md`, sha256(`${at}`)]))
  const text = JSON.stringify({ issue: 'matrix-64', files })
  world.content.set(manifestKey('matrix-64'), Buffer.from(text))
  expect(await world.publish()).toMatchObject({ outcome: 'refused', problems: [{ file: 'manifest.json' }] })
  expect(world.calls).toBeLessThan(10)
})

test('an issue in one language is published in that one, which other languages’ archives name', async () => {
  const world = aWorld()
  world.upload(aNewsletter(), 'weekly')
  const published = await world.publish('weekly')
  expect(published).toMatchObject({ outcome: 'published', editions: { en: expect.any(String) } })
  expect(Object.keys(world.issues.get('weekly')!.editions)).toEqual(['en'])
  expect(pageIn(world, 'en/index.html')).toContain('/en/issues/weekly/')
  expect(pageIn(world, 'zh/index.html')).toContain('<a href="/en/issues/weekly/" lang="en"')
  for (const list of ['zh/feed.xml', 'zh/sections/focus/index.html'])
    expect(pageIn(world, list)).not.toContain('weekly')
  expect(pageIn(world, 'en/issues/weekly/first/index.html')).not.toContain('rel="alternate" hreflang="zh-CN"')
})

test('an issue without a release is announced to nobody, and published again it is unchanged', async () => {
  const world = aWorld()
  world.upload(aNewsletter(), 'weekly')
  await world.publish('weekly')
  expect(world.messages).toEqual([])
  expect((await world.publish('weekly')).outcome).toBe('unchanged')
  world.upload(aNewsletter({ yaml: 'date: 2023-04-10' }), 'weekly')
  expect((await world.publish('weekly')).outcome).toBe('published')
})

test('an issue that leaves a language out leads from there to the one that it has', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const without = issueYamlWith('number: 64', 'languages: [zh-CN]\nnumber: 64')
  world.upload(aFolder({ 'issue.yaml': without }))
  expect((await world.publish()).outcome).toBe('published')
  expect(Object.keys(world.issues.get('matrix-64')!.editions)).toEqual(['zh-CN'])
  const archive = pageIn(world, 'en/index.html')
  expect(archive).toContain('<a href="/zh/issues/matrix-64/" lang="zh-CN"')
  expect(archive).not.toContain('/en/issues/matrix-64/')
  expect(pageIn(world, 'en/feed.xml')).not.toContain('matrix-64')
})

const withAlias = (alias: string) => aFolder({ '01-talk.md': anArticle({ aliases: `[${alias}]` }) })

test('an old address leads on to the article, and is gone with its line', async () => {
  const world = aWorld()
  world.upload(withAlias('/p/talk'))
  await world.publish()
  expect(world.moved.get('p/talk/index.html')).toBe('/zh/issues/matrix-64/talk/')
  expect(pageIn(world, 'p/talk/index.html')).toContain('href="/zh/issues/matrix-64/talk/"')
  world.upload(withAlias('/p/other'))
  await world.publish()
  expect(world.gone).toContain('p/talk/index.html')
  expect(world.moved.get('p/other/index.html')).toBe('/zh/issues/matrix-64/talk/')
})

test('the old address of an article that changed its slug stays', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  const renamed = aFolder({
    'issue.yaml': issueYamlWith('01-talk', '01-conversation'),
    '01-conversation.md': anArticle({ aliases: '[/zh/issues/matrix-64/talk/]' }),
    '01-conversation.en.md': anArticle({ title: 'A talk' }),
  })
  world.upload(renamed)
  expect(await world.publish()).toMatchObject({ outcome: 'published' })
  expect(world.moved.get('zh/issues/matrix-64/talk/index.html')).toBe('/zh/issues/matrix-64/conversation/')
  expect(world.gone).toContain('en/issues/matrix-64/talk/index.html')
})

test('an old address that another issue has is refused', async () => {
  const world = aWorld()
  world.upload(withAlias('/p/talk'))
  await world.publish()
  world.upload(
    aNewsletter({ articles: { '001-first.md': anArticle({ title: 'The first', aliases: '[/p/talk]' }) } }),
    'weekly',
  )
  expect(await world.publish('weekly')).toEqual({
    outcome: 'refused',
    problems: [{ file: 'issue.yaml', reason: 'aliases: /p/talk/ leads to the issue matrix-64 already' }],
  })
})

const atTheNext = '/zh/issues/matrix-65/'

test('a page at an old address of another issue is refused, and may come once that is given up', async () => {
  const world = aWorld()
  world.upload(withAlias(atTheNext))
  await world.publish()
  world.upload(next, 'matrix-65')
  expect(await world.publish('matrix-65')).toEqual({
    outcome: 'refused',
    problems: [
      {
        file: 'issue.yaml',
        reason:
          '/zh/issues/matrix-65/ is a page of matrix-65, but an alias in the published issue matrix-64, too: take it out there and publish matrix-64 first',
      },
    ],
  })
  world.upload()
  await world.publish()
  expect(await world.publish('matrix-65')).toMatchObject({ outcome: 'published' })
  expect(world.gone).not.toContain('zh/issues/matrix-65/index.html')
})

test('an old address that is another issue’s page by now is given up without the page', async () => {
  const world = aWorld()
  world.upload(withAlias('/p/talk'))
  await world.publish()
  world.upload(next, 'matrix-65')
  await world.publish('matrix-65')
  world.issues.get('matrix-64')!.aliases = ['/p/talk/', atTheNext]
  world.upload(withAlias('/p/talks'))
  await world.publish()
  expect([world.gone.has('p/talk/index.html'), world.gone.has('zh/issues/matrix-65/index.html')]).toEqual([
    true,
    false,
  ])
})

test('the version before the current one is kept, whatever runs anew', async () => {
  const world = aWorld()
  world.upload()
  await world.publish()
  expect(world.previous.size).toBe(0)
  const first = world.issues.get('matrix-64')!
  world.upload(corrected)
  await world.publish()
  await world.publish()
  expect(world.previous.get('matrix-64')).toEqual(first)
  const second = world.issues.get('matrix-64')!
  const [change] = articleChanges(first.articles!['zh-CN']!, second.articles!['zh-CN']!)
  expect(change).toMatchObject({
    slug: 'talk',
    title: '一次更正的谈话',
    titleBefore: '一次谈话',
    change: 'changed',
  })
  world.upload(next)
  await world.publish()
  expect(world.previous.get('matrix-64')).toEqual(second)
})

test('who published an edition is noted where it is known: all who did', async () => {
  const world = aWorld()
  world.upload()
  const manifest = manifestHash(manifestOf('matrix-64', aFolder()))
  await world.publish()
  expect(world.publishers).toEqual([])
  for (const by of ['ada@example.org', 'key ci']) {
    world.uploaders.set(`matrix-64/${manifest}`, { by })
    expect((await world.publish()).outcome).toBe('unchanged')
  }
  const { editions } = world.issues.get('matrix-64')!
  expect(world.publishers.toSorted()).toEqual(
    ['ada@example.org', 'key ci']
      .flatMap((by) =>
        Object.entries(editions).map(([language, hash]) => `${by} matrix-64 ${language} ${hash}`),
      )
      .toSorted(),
  )
})
