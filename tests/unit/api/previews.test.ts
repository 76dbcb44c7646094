import { expect, test } from 'vitest'
import { createFindDigest } from '../../../functions/api/previews.ts'
import { digestKey } from '../../../functions/edition/model/digest.ts'
import { aDigest, anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

const id = 'matrix-64'
const before = 'b'.repeat(64)
const preview = (api: ReturnType<typeof anApiWithMails>, query?: Record<string, string>) =>
  call(api.handle, 'GET /api/issues/{issue}/preview', { id, ...(query && { query }) })

/** An API with an issue whose English edition is the second one. */
const anApiWithMails = () => {
  const api = anApi()
  const article = { slug: 'talk', title: 'A talk', topic: 'focus' }
  api.stores.issues.set(id, anIssuePublished({ articles: { en: [{ ...article, title: 'The talk' }] } }))
  api.stores.digests.set(
    digestKey(id, 'zh-CN', 'hash-zh'),
    aDigest({ language: 'zh-CN', subject: '第 64 期' }),
  )
  api.stores.digests.set(digestKey(id, 'en', 'hash-en'), aDigest())
  api.stores.digests.set(digestKey(id, 'en', before), aDigest({ subject: 'No. 64' }))
  api.stores.previous.set(
    id,
    anIssuePublished({ editions: { 'zh-CN': 'hash-zh', en: before }, articles: { en: [article] } }),
  )
  return api
}

test('a mail is shown as a reader of all sections gets it, in the first language or in that which is asked for', async () => {
  const api = anApiWithMails()
  expect((await preview(api)).value).toMatchObject({
    language: 'zh-CN',
    subject: '第 64 期',
    edition: 'hash-zh',
  })
  const { status, value } = await preview(api, { language: 'en' })
  expect(status).toBe(200)
  expect(value).toMatchObject({
    ...{ issue: id, language: 'en', edition: 'hash-en', subject: 'Matrix No. 64' },
    preheader: 'In this issue & more',
    text: 'Hello, reader\n#unsubscribe',
  })
  expect(value.html).toContain('<p>Focus</p><p>Views</p><a href="#unsubscribe">')
  expect(value.bytes).toBeGreaterThan(Buffer.byteLength(String(value.html)))
})

test('a mail of before is shown by its edition', async () => {
  const { value } = await preview(anApiWithMails(), { language: 'en', edition: before })
  expect(value).toMatchObject({ subject: 'No. 64', edition: before })
})

test.each([
  ['a language in which it is not published', { language: 'fr' }, 404, 'language'],
  ['an edition that is not kept', { language: 'en', edition: 'c'.repeat(64) }, 404, 'edition'],
  ['an edition that is none', { edition: '../en' }, 400, 'edition'],
  ['a language that is none', { language: '../x' }, 400, 'language'],
])('%s is refused, naming the field', async (_, query, status, field) => {
  const refused = await preview(anApiWithMails(), query)
  expect(refused.status).toBe(status)
  expect(refused.value.problems).toMatchObject([{ field }])
})

test('an issue that was taken down has no mail to show, and tells no change', async () => {
  const api = anApiWithMails()
  api.stores.issues.set(id, anIssuePublished({ gone: '2026-12-01T00:00:00.000Z' }))
  expect((await preview(api)).status).toBe(404)
  expect((await call(api.handle, 'GET /api/issues/{issue}/changes', { id })).status).toBe(404)
})

test('changes are told in each language that has any: of the subject, the size and the articles', async () => {
  const api = anApiWithMails()
  const { status, value } = await call(api.handle, 'GET /api/issues/{issue}/changes', { id })
  expect(status).toBe(200)
  expect(value).toMatchObject({
    before: { publishedAt: '2026-11-30T00:00:00.000Z' },
    languages: [
      {
        language: 'en',
        now: { edition: 'hash-en', subject: 'Matrix No. 64' },
        before: { edition: before, subject: 'No. 64' },
        articles: [{ slug: 'talk', title: 'The talk', titleBefore: 'A talk', change: 'changed' }],
      },
    ],
  })
})

test('an issue that was published once tells no change', async () => {
  const api = anApi()
  api.stores.issues.set(id, anIssuePublished())
  expect((await call(api.handle, 'GET /api/issues/{issue}/changes', { id })).value).toEqual({
    issue: id,
    languages: [],
  })
})

test('a digest is found where its edition is kept, and nowhere else', async () => {
  const find = createFindDigest(async (key) =>
    key === 'matrix-64/en/e1/digest.json' ? Buffer.from(JSON.stringify(aDigest())) : undefined,
  )
  expect(await find(id, 'en', 'e1')).toEqual(aDigest())
  expect(await find(id, 'en', 'e2')).toBeUndefined()
})
