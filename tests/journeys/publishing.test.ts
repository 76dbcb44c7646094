import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())
inSteps()

const writes = () => {
  const {
    'S3.PutObject': objects = 0,
    'S3.HeadObject': asked = 0,
    'DynamoDB.PutItem': items = 0,
  } = service.cloud.calls()
  return { objects, asked, items }
}
const page = async (path: string) => (await fetch(`${service.site}${path}`)).text()

test('a published issue has its pages: stubs, issue page, archive and feed in each language', async () => {
  expect((await service.publish('m-1', aSmallIssue(1))).outcome).toBe('published')
  expect(await page('/en/issues/m-1/news/')).toContain('News')
  expect(await page('/zh/issues/m-1/thought/')).toContain('想法')
  expect(await page('/zh/issues/m-1/')).toContain('/zh/issues/m-1/news/')
  expect(await page('/en/')).toContain('/en/issues/m-1/')
  expect(await page('/en/feed.xml')).toContain('<rss')
})

test('the picture that each page names for previews is there soon after, drawn by the function itself', async () => {
  for (const path of [
    '/zh/issues/m-1/news/',
    '/en/issues/m-1/thought/',
    '/zh/issues/m-1/',
    '/en/issues/m-1/',
  ]) {
    const [, card] = /og:image" content="https?:\/\/[^/]+(\/cards\/[0-9a-f]+\.png)"/.exec(await page(path))!
    const picture = await service.until(`the card of ${path}`, async () => {
      const reply = await fetch(`${service.site}${card}`)
      return reply.ok ? reply : undefined
    })
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(
      Buffer.from(await picture.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG')
  }
  await service.cloud.idle()
})

test('publishing again what has not changed writes nothing but that it was tried', async () => {
  const before = writes()
  const { outcome } = await service.publish('m-1', aSmallIssue(1))
  expect(outcome).toBe('unchanged')
  const after = writes()
  const uploads = new Set(Object.values(aSmallIssue(1))).size + 1
  expect(after.objects - before.objects).toBe(uploads)
  // The attempt, and two rows of the audit log: that an upload was asked for, and how that ended. Then by whom: of the upload, and
  // of the edition in each language, whose send they may not approve.
  expect(after.items - before.items).toBeLessThanOrEqual(6)
})

test('a malformed issue is refused with file, line and reason, and the last edition stays', async () => {
  const broken = aSmallIssue(1, '2023-04-10T09:00:00', {
    '01-news.en.md': '---\ntitle: Broken\npage: x\nkind: long\n---\n\nText.\n',
    'issue.yaml': aSmallIssue(1)['issue.yaml']!.toString().replace('topic: views', 'topic: nonsense'),
  })
  const { outcome, problems } = await service.publish('m-1', broken)
  expect(outcome).toBe('refused')
  expect(problems.map(({ file }) => file)).toEqual(expect.arrayContaining(['01-news.en.md', 'issue.yaml']))
  expect(problems.every(({ reason }) => reason.length > 5)).toBe(true)
  expect(
    problems.filter(({ file }) => file === '01-news.en.md').every(({ line }) => Number.isInteger(line)),
  ).toBe(true)
  expect(await page('/en/issues/m-1/news/')).not.toContain('Broken')
  expect(await page('/zh/issues/m-1/thought/')).toContain('想法')
})

test('half an upload publishes nothing', async () => {
  const { value } = await service.admin('POST', '/api/issues/m-2/uploads', {
    issue: 'm-2',
    files: { 'issue.yaml': 'a'.repeat(64) },
  })
  const put = await fetch(value.uploads[0]!.url, { method: 'PUT', body: 'number: 2' })
  expect(put.status).toBe(200)
  await service.cloud.idle()
  expect((await service.admin('GET', '/api/issues/m-2')).status).toBe(404)
})

test('a withdrawn article is answered with 410 and a page, its card with 410; undone, both are back', async () => {
  const withdrawn = 'withdrawn: { date: 2023-05-01, reason: { zh-CN: 有误。, en: It was wrong. } }'
  const original = aSmallIssue(1)['01-news.md']!.toString()
  const card = new URL(/og:image" content="([^"]+)"/.exec(await page('/en/issues/m-1/news/'))![1]!).pathname
  const cardStatus = async () => (await fetch(service.site + card)).status
  expect(await cardStatus()).toBe(200)
  const without = aSmallIssue(1, '2023-04-10T09:00:00', {
    '01-news.md': original.replace('---\n', `---\n${withdrawn}\n`),
  })
  expect((await service.publish('m-1', without)).outcome).toBe('published')
  const gone = await fetch(`${service.site}/en/issues/m-1/news/`)
  expect(gone.status).toBe(410)
  expect(gone.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(gone.headers.has('x-amz-meta-status')).toBe(false)
  expect(await gone.text()).toContain('It was wrong.')
  expect(await page('/en/issues/m-1/')).not.toContain('/en/issues/m-1/news/')
  expect(await page('/en/feed.xml')).not.toContain('/news/')
  expect(await cardStatus()).toBe(410)

  expect((await service.publish('m-1', aSmallIssue(1))).outcome).toBe('published')
  const back = await fetch(`${service.site}/en/issues/m-1/news/`)
  expect([back.status, await back.text()]).toEqual([200, expect.stringContaining('News')])
  await service.until('the card to be drawn again', async () => (await cardStatus()) === 200)
})

test('an issue leads to the one before and the one after it, once that is there', async () => {
  expect(await page('/en/issues/m-1/')).not.toContain('rel="next"')
  expect((await service.publish('m-3', aSmallIssue(3))).outcome).toBe('published')
  expect(await page('/en/issues/m-1/')).toContain('<a rel="next" href="/en/issues/m-3/">')
  expect(await page('/zh/issues/m-3/')).toContain('<a rel="prev" href="/zh/issues/m-1/">')
})

test('of a corrected issue, only what the correction changed is written to the site', async () => {
  const before = writes()
  const title = aSmallIssue(3)['01-news.en.md']!.toString().replace('News', 'Late news')
  const files = aSmallIssue(3, '2023-04-10T09:00:00', { '01-news.en.md': title })
  expect((await service.publish('m-3', files)).outcome).toBe('published')
  await service.cloud.idle()
  const after = writes()
  expect(await page('/en/issues/m-3/news/')).toContain('Late news')
  expect(await page('/en/feed.xml')).toContain('Late news')
  const uploads = new Set(Object.values(files)).size + 1
  // Digests and cards are written, too.
  expect(after.objects - before.objects - uploads).toBeLessThan((after.asked - before.asked) / 2)
})

test('the admin API answers nobody without a token', async () => {
  for (const [method, path] of [
    ['GET', '/api/issues'],
    ['POST', '/api/sends'],
    ['POST', '/api/issues/m-1/uploads'],
  ] as const) {
    expect((await fetch(`${service.api}${path}`, { method })).status, path).toBe(401)
  }
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
