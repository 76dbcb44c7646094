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

/** Signs up by the form and confirms by the link in the mail. */
const aReader = async (email: string, language = 'en', topics: string[] = []) => {
  const answer = await service.signUp({ email, language, topics })
  expect(answer.status).toBe(202)
  const confirmed = await service.press(
    service.linkIn(await service.mail(email, 'confirm'), '/confirm'),
    '/confirm',
  )
  expect(confirmed.status).toBe(200)
}

test('an issue is published, scheduled, and reaches each reader once, in their language and with their topics', async () => {
  await Promise.all([
    aReader('all@example.org'),
    aReader('zh@example.org', 'zh-CN'),
    aReader('views@example.org', 'en', ['views']),
  ])
  expect((await service.publish('m-1', aSmallIssue(1))).outcome).toBe('published')
  const at = new Date(service.soon(4_000)).toISOString()
  const { status } = await service.admin('POST', '/api/sends', { issue: 'm-1', at })
  expect(status).toBe(202)

  const { audience } = await service.finished('m-1--digest')
  expect(audience).toMatchObject({
    candidates: 3,
    accepted: 3,
    uncertain: 0,
    waiting: 0,
    failed: {},
    excluded: {},
  })
  expect(service.cloud.schedulesFired().map(({ name }) => name)).toContain('m-1--digest')

  const all = await service.mail('all@example.org', 'digest')
  expect(all.parsed.text).toContain('/en/issues/m-1/news/')
  expect(all.parsed.text).toContain('/en/issues/m-1/thought/')
  const views = await service.mail('views@example.org', 'digest')
  expect(views.parsed.text).not.toContain('/en/issues/m-1/news/')
  expect(views.parsed.text).toContain('/en/issues/m-1/thought/')
  const zh = await service.mail('zh@example.org', 'digest')
  expect(zh.parsed.text).toContain('/zh/issues/m-1/thought/')
  expect((await service.mailsTo('all@example.org')).filter(({ kind }) => kind === 'digest')).toHaveLength(1)
})

test('a digest has the headers that mailbox providers ask of bulk senders', async () => {
  const { parsed, stored } = await service.mail('all@example.org', 'digest')
  const header = (name: string) => parsed.headerLines.find(({ key }) => key === name)?.line ?? ''
  expect(header('list-unsubscribe')).toMatch(/^List-Unsubscribe: <http[^>]+\/unsubscribe\?token=[^>]+>$/)
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(header('list-id')).toContain('<matrix.')
  expect(parsed.replyTo?.text).toBe('editors@matrix.example.org')
  expect(stored.configurationSet).toBeTruthy()
  expect(stored.tags).toMatchObject({ kind: 'digest', language: 'en', send: 'm-1--digest' })
  expect(stored.raw.toString()).not.toMatch(/\{\{|%%|undefined/)
})

test('every link of a digest answers', async () => {
  const { parsed } = await service.mail('all@example.org', 'digest')
  const links = [...(parsed.html || '').matchAll(/(?:href|src)="(http[^"]+)"/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&'),
  )
  expect(links.length).toBeGreaterThan(4)
  for (const link of new Set(links)) expect((await fetch(link)).status, link).toBe(200)
})

test('asking twice for a send makes one', async () => {
  const { status, value } = await service.admin('POST', '/api/sends', { issue: 'm-1' })
  expect([status, value.send.id]).toEqual([200, 'm-1--digest'])
  await service.cloud.idle()
  expect((await service.mailsTo('zh@example.org')).filter(({ kind }) => kind === 'digest')).toHaveLength(1)
})

test('one click in the mail program ends a subscription, and a GET does not', async () => {
  const { parsed } = await service.mail('zh@example.org', 'digest')
  const url = /<(http[^>]+)>/.exec(
    parsed.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line,
  )![1]!
  expect((await fetch(url)).status).toBe(200)
  await aSendOf(2)
  expect((await service.mailsTo('zh@example.org')).filter(({ kind }) => kind === 'digest')).toHaveLength(2)

  const answer = await service.post(url, { 'List-Unsubscribe': 'One-Click' })
  expect([answer.status, answer.headers.get('location'), answer.headers.get('set-cookie')]).toEqual([
    200,
    null,
    null,
  ])
  const { audience } = await aSendOf(3)
  expect(audience).toMatchObject({ candidates: 3, accepted: 2, excluded: { unsubscribed: 1 } })
})

test('who bounces or complains gets no more mail, and who says that it is no spam gets it', async () => {
  const praising = 'complaint+not-spam@simulator.amazonses.com'
  await aReader(praising)
  for (const name of ['bounce', 'complaint']) {
    await service.signUp({ email: `${name}@simulator.amazonses.com`, language: 'en' })
  }
  await service.cloud.idle()
  const { audience } = await aSendOf(4)
  expect(audience).toMatchObject({ candidates: 6, accepted: 3, excluded: { unsubscribed: 1, suppressed: 2 } })
  expect((await service.mailsTo(praising)).map(({ kind }) => kind)).toContain('digest')
})

test('an issue goes out by itself at its release time, in the publication’s time zone', async () => {
  const release = new Date(service.soon(4_000) + 8 * 3_600_000).toISOString().slice(0, 19)
  await service.publish('m-6', aSmallIssue(6, release))
  expect((await service.finished('m-6--digest')).audience.accepted).toBe(3)
  expect(service.cloud.schedulesFired().map(({ name }) => name)).toContain('release.m-6')
})

test('a test goes to one address, whoever that is, and is marked as one', async () => {
  const { value } = await service.admin('POST', '/api/sends', {
    issue: 'm-1',
    to: 'editor@example.org',
    language: 'zh-CN',
  })
  const { audience } = await service.finished(value.send.id)
  expect(audience).toMatchObject({ candidates: 1, accepted: 1 })
  const mail = await service.mail('editor@example.org', 'test')
  expect(mail.parsed.subject).toMatch(/^【测试】/)
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})

/** Publishes another issue and sends it at once. */
const aSendOf = async (number: number) => {
  await service.publish(`m-${number}`, aSmallIssue(number))
  await service.admin('POST', '/api/sends', { issue: `m-${number}` })
  return service.finished(`m-${number}--digest`)
}
