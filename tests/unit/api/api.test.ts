import { expect, test } from 'vitest'
import { manifestHash } from '../../../functions/issue/manifest.ts'
import { anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

const hash = (letter: string) => letter.repeat(64)
const upload = (body: object, id = 'matrix-64') =>
  call(anApi().handle, 'POST /api/issues/{issue}/uploads', { id, body })

/** The API of a service that has published matrix-64. */
const anApiWithAnIssue = () => {
  const api = anApi()
  api.stores.issues.set('matrix-64', anIssuePublished())
  return api
}
const send = (body: object, api = anApiWithAnIssue()) => call(api.handle, 'POST /api/sends', { body })

test('an upload gets one address for each content, and one for the manifest', async () => {
  const manifest = {
    issue: 'matrix-64',
    files: { 'issue.yaml': hash('a'), 'images/x.png': hash('b'), 'y.png': hash('b') },
  }
  const { status, value } = await upload(manifest)
  expect(status).toBe(200)
  expect(value).toEqual({
    uploads: [
      { key: `blobs/${hash('a')}`, url: `https://content.test/blobs/${hash('a')}` },
      { key: `blobs/${hash('b')}`, url: `https://content.test/blobs/${hash('b')}` },
    ],
    manifest: {
      url: 'https://content.test/issues/matrix-64/manifest.json',
      sha256: manifestHash(manifest),
    },
  })
})

test.each([
  ['an id that is no id', { issue: '../x', files: {} }, 'x', 'issue'],
  ['the id of another issue', { issue: 'matrix-65', files: {} }, 'matrix-64', 'issue'],
  ['a hash that is none', { issue: 'matrix-64', files: { a: 'b' } }, 'matrix-64', 'files.a'],
  ['no files', { issue: 'matrix-64' }, 'matrix-64', 'files'],
])('an upload with %s is refused, naming the field', async (_, body, id, field) => {
  const { status, value } = await upload(body, id)
  expect(status).toBe(400)
  expect(value.problems).toMatchObject([{ field }])
})

test('an upload of more than 2,500 files is refused', async () => {
  const files = Object.fromEntries(Array.from({ length: 2_501 }, (_, at) => [`${at}.md`, hash('a')]))
  const { status, value } = await upload({ issue: 'matrix-64', files })
  expect(status).toBe(400)
  expect(value.problems).toEqual([{ field: 'files', message: expect.stringContaining('more than 2500') }])
})

const { id, number, period, release, publishedAt, editions } = anIssuePublished()
const anIssueListed = { id, number, period, release, publishedAt, languages: Object.keys(editions) }

test('an issue shows what is published and what came of its last upload', async () => {
  const { handle, stores } = anApiWithAnIssue()
  const attempt = {
    id: 'matrix-64',
    manifest: hash('a'),
    at: '',
    outcome: 'unchanged' as const,
    problems: [],
  }
  stores.attempts.set('matrix-64', attempt)
  expect(await call(handle, 'GET /api/issues/{issue}', { id: 'matrix-64' })).toEqual({
    status: 200,
    value: { published: anIssuePublished(), attempt },
  })
  expect(await call(handle, 'GET /api/issues')).toEqual({
    status: 200,
    value: { issues: [anIssueListed], timeZone: 'Asia/Shanghai' },
  })
})

test('an issue that was taken down says when and by whom, and stands in the list of all alone', async () => {
  const { handle, stores } = anApiWithAnIssue()
  const [gone, by] = ['2026-12-01T04:00:00.000Z', 'ada']
  stores.issues.set('matrix-64', anIssuePublished({ gone }))
  stores.wishes.set('matrix-64', { id: 'matrix-64', token: 'a', at: gone, by })
  expect(await call(handle, 'GET /api/issues/{issue}', { id: 'matrix-64' })).toEqual({
    status: 200,
    value: { takenDown: { at: gone, by } },
  })
  expect((await call(handle, 'GET /api/issues')).value.issues).toEqual([])
  const listed = await call(handle, 'GET /api/issues', { query: { state: 'all' } })
  expect(listed.value.issues).toEqual([{ ...anIssueListed, takenDownAt: gone }])
  expect(await call(handle, 'GET /api/issues', { query: { state: 'some' } })).toMatchObject({
    status: 400,
    value: { problems: [{ field: 'state' }] },
  })
})

test('an issue that was never uploaded is not found', async () => {
  const { status, value } = await call(anApi().handle, 'GET /api/issues/{issue}', { id: 'matrix-1' })
  expect(status).toBe(404)
  expect(value.problems[0].message).toContain('masthead publish')
})

test('a send is made once, says who asked, and is handed on both times', async () => {
  const api = anApiWithAnIssue()
  const first = await send({ issue: 'matrix-64' }, api)
  expect(first).toMatchObject({ status: 202, value: { send: { id: 'matrix-64--digest', by: 'ada' } } })
  expect(await send({ issue: 'matrix-64' }, api)).toMatchObject({ status: 200, value: first.value })
  expect(api.stores.queue).toEqual([
    { kind: 'start', send: 'matrix-64--digest' },
    { kind: 'start', send: 'matrix-64--digest' },
  ])
})

test('a time without an offset is meant in the publication’s time zone', async () => {
  const { status, value } = await send({ issue: 'matrix-64', at: '2026-12-02T09:00' })
  expect(status).toBe(202)
  expect(value.send.at).toBe('2026-12-02T01:00:00.000Z')
})

test('a test goes to its one address in its language', async () => {
  const { value } = await send({ issue: 'matrix-64', to: 'ada@example.org', language: 'en' })
  expect(value.send).toMatchObject({ test: { address: 'ada@example.org', language: 'en' } })
  expect(value.send.id).toMatch(/^matrix-64--test-/)
})

test.each([
  ['no issue', {}, 400, 'issue'],
  ['an issue that is not published', { issue: 'matrix-1' }, 404, 'issue'],
  ['a time that is none', { issue: 'matrix-64', at: 'soon' }, 400, 'at'],
  ['a time that has passed', { issue: 'matrix-64', at: '2026-12-01T03:59Z' }, 400, 'at'],
  ['an address that is none', { issue: 'matrix-64', to: 'ada' }, 400, 'to'],
  [
    'a language without an edition',
    { issue: 'matrix-64', to: 'a@example.org', language: 'fr' },
    400,
    'language',
  ],
  ['a language for all readers', { issue: 'matrix-64', language: 'en' }, 400, 'language'],
  ['a field that it does not know', { issue: 'matrix-64', when: 'now' }, 400, undefined],
])('a send with %s is refused, naming the field', async (_, body, status, field) => {
  const api = anApiWithAnIssue()
  const refused = await send(body, api)
  expect(refused.status).toBe(status)
  expect(refused.value.problems[0].field).toBe(field)
  expect(api.stores.sends.size).toBe(0)
})

test('a send’s status accounts for its audience; an unknown send is not found', async () => {
  const api = anApiWithAnIssue()
  await send({ issue: 'matrix-64' }, api)
  const one = await call(api.handle, 'GET /api/sends/{send}', { id: 'matrix-64--digest' })
  expect(one).toMatchObject({ status: 200, value: { state: 'starting', audience: { candidates: 0 } } })
  expect(await call(api.handle, 'GET /api/sends/{send}', { id: 'none' })).toMatchObject({ status: 404 })
  const all = await call(api.handle, 'GET /api/sends')
  expect(all.value.sends).toMatchObject([{ send: { id: 'matrix-64--digest' } }])
})

test('a viewer does not see to whose address a test went', async () => {
  const api = anApiWithAnIssue()
  const { value } = await send({ issue: 'matrix-64', to: 'reader@example.org' }, api)
  for (const [role, shown] of [
    ['viewer', 'r•••@e•••.org'],
    ['editor', 'reader@example.org'],
  ] as const) {
    const caller = { by: 'ada', role }
    const all = await call(api.handle, 'GET /api/sends', { caller })
    const one = await call(api.handle, 'GET /api/sends/{send}', { id: value.send.id, caller })
    expect([all.value.sends[0].send.test.address, one.value.send.test.address]).toEqual([shown, shown])
  }
})
