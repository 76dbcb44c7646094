import { expect, test } from 'vitest'
import type { Identity } from '../../../functions/access/caller.ts'
import { type Act, acts } from '../../../functions/api/routes-and-roles.ts'
import { createAudited } from '../../../functions/api/write-audit-entry.ts'
import { anIssuePublished } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { anApi, call } from '../cli/service.ts'

const anApiWithAnIssue = () => {
  const api = anApi()
  api.stores.issues.set('matrix-64', anIssuePublished())
  return api
}
const from = '203.0.113.0/24'
const ada = { by: 'ada', role: 'owner' } as const
const rule = { language: ['en'] }

test('an act is there with who, what, before, after and from where', async () => {
  const { handle, stores } = anApiWithAnIssue()
  const sent = { issue: 'matrix-64', at: '2027-01-01T09:00' }
  await call(handle, 'POST /api/sends', { body: sent })
  await call(handle, 'POST /api/sends/{send}/actions', { id: 'matrix-64--digest', body: { action: 'pause' } })
  const shop: Identity = { by: 'key shop', role: 'sender', key: '0a1b2c3d4e5f' }
  const body = { name: 'english', rule, replace: true }
  await call(handle, 'POST /api/segments', { body, caller: shop })
  await call(handle, 'POST /api/segments', { body: { ...body, rule: { not: rule } }, caller: shop })
  const at = '2027-01-01T01:00:00.000Z'
  expect(stores.acts.toReversed()).toMatchObject([
    {
      ...ada,
      from,
      route: 'POST /api/sends',
      about: 'matrix-64',
      result: { status: 202, about: 'matrix-64--digest', after: { at } },
    },
    {
      ...ada,
      route: 'POST /api/sends/{send}/actions',
      about: 'matrix-64--digest',
      action: 'pause',
      result: {
        status: 200,
        outcome: 'done',
        before: { at, holds: {} },
        after: { at, holds: { person: expect.any(String) } },
      },
    },
    {
      ...shop,
      from,
      route: 'POST /api/segments',
      about: 'english',
      result: { status: 201, after: { rule } },
    },
    { ...shop, result: { status: 200, before: { rule }, after: { rule: { not: rule } } } },
  ])
})

test('what only asks is no act, and what the role is not enough for is one that was refused', async () => {
  const { handle, stores } = anApiWithAnIssue()
  await call(handle, 'GET /api/sends')
  await call(handle, 'POST /api/sends/audience', { body: { issue: 'matrix-64' } })
  await call(handle, 'GET /api/keys', { caller: { by: 'bob', role: 'viewer' } })
  expect(stores.acts).toEqual([])
  await call(handle, 'POST /api/sends', {
    body: { issue: 'matrix-64' },
    caller: { by: 'bob', role: 'viewer' },
  })
  await call(handle, 'POST /api/keys', { body: { name: 'shop' }, caller: { by: 'eve' } })
  await call(handle, 'POST /api/keys', { body: { name: 'shop' }, caller: { refused: 'Nobody' } })
  expect(stores.acts.toReversed()).toMatchObject([
    { by: 'bob', role: 'viewer', about: 'matrix-64', result: { status: 403 } },
    { by: 'eve', route: 'POST /api/keys', about: 'shop', result: { status: 403 } },
  ])
})

/** A body for each act, as full of what must not be in the log as it may be. */
const bodies: Record<Act, { id?: string; body: object }> = {
  'POST /api/issues/{issue}/uploads': {
    id: 'matrix-64',
    body: { issue: 'matrix-64', files: { 'a.md': 'a'.repeat(64) } },
  },
  'POST /api/issues/{issue}/unpublish': { id: 'matrix-64', body: {} },
  'POST /api/sends': { body: { issue: 'matrix-64', to: 'cid@example.org', language: 'en' } },
  'POST /api/sends/{send}/actions': { id: 'cid@example.org', body: { action: 'cid@example.org' } },
  'POST /api/sends/{send}/correction': {
    id: 'matrix-64--digest',
    body: { note: { en: 'cid@example.org' } },
  },
  'POST /api/readers/actions': { body: { address: 'CID@example.org', action: 'erase' } },
  'POST /api/segments': { body: { name: 'cid@example.org', rule } },
  'POST /api/segments/{segment}/remove': { id: 'nowhere', body: {} },
  'POST /api/imports': {
    body: {
      id: 'old-list',
      file: { name: 'cid@example.org.csv', size: 5 },
      consent: 'As cid@example.org said',
      mapping: {},
    },
  },
  'POST /api/imports/{import}/start': { id: 'old-list', body: { consent: 'They told ada@example.org' } },
  'POST /api/imports/{import}/cancel': { id: 'old-list', body: {} },
  'POST /api/keys': { body: { name: 'shop', role: 'viewer' } },
  'POST /api/keys/{key}/revoke': { id: 'nowhere', body: {} },
  'POST /api/webhooks': { body: { url: 'https://crm.test/cid@example.org' } },
  'PUT /api/webhooks/{webhook}': {
    id: 'nowhere',
    body: { url: 'https://crm.test/cid@example.org', types: ['*'], withAddresses: true },
  },
  'POST /api/webhooks/{webhook}/actions': { id: 'nowhere', body: { action: 'cid@example.org' } },
  // Answered by a function of its own.
  'POST /api/dead-letters': { body: { queue: 'cid@example.org' } },
}
const ofApi = Object.entries(bodies).filter(([route]) => route !== 'POST /api/dead-letters')

test('no entry holds a reader’s address, a key, or where to upload; a reader is their id', async () => {
  const { handle, stores } = anApiWithAnIssue()
  const answers: string[] = []
  for (const [route, { id, body }] of ofApi)
    answers.push(JSON.stringify(await call(handle, route, { ...(id && { id }), body })))
  expect(stores.acts).toHaveLength(ofApi.length)
  const secrets = answers.join().match(/mk_\w+|https:[^"]+/g)
  expect(secrets?.length).toBeGreaterThan(3)
  const log = JSON.stringify(stores.acts)
  for (const secret of [...secrets!, 'example.org']) expect(log).not.toContain(secret)
  const erased = stores.acts.find(({ action }) => action === 'erase')
  expect(erased).toMatchObject({ about: idOf('cid@example.org'), result: { status: 200, outcome: 'done' } })
})

test.each(ofApi)('%s is not done while the log cannot be written', async (route, { id, body }) => {
  const { handle, stores, importing } = anApiWithAnIssue()
  stores.isLogLost = true
  // That they called is counted, whatever comes of it.
  const kept = () => {
    const { counted: _, ...all } = stores
    return JSON.stringify([Object.values(all).map((one) => (one instanceof Map ? [...one] : one))])
  }
  const before = kept()
  const answer = await call(handle, route, { ...(id && { id }), body })
  expect(answer).toMatchObject({
    status: 503,
    value: { problems: [{ message: expect.stringContaining('try again') }] },
  })
  expect(kept()).toBe(before)
  expect(await importing.imports.all()).toEqual([])
  expect((await call(handle, 'GET /api/keys')).value.keys).toEqual([])
})

test('every act has a body here', () => {
  const declared = Object.entries(acts).flatMap(([route, about]) => (about ? [route] : []))
  expect(Object.keys(bodies).toSorted()).toEqual(declared.toSorted())
})

const called = { route: 'POST /api/keys', caller: ada, id: '', fields: { name: 'shop' }, from }
const aLog = () => {
  const rows: object[] = []
  const log = {
    begin: async (act: object) => String(rows.push(act)),
    end: async (id: string, result: object) => void rows.push({ id, ...result }),
  }
  return { rows, log, readerIn: async () => undefined, onTrouble: () => {} }
}

test('whoever dies in the middle of an act leaves its entry, which says not how it ended', async () => {
  const { rows, ...deps } = aLog()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  void createAudited(deps)(called, () => {
    begin()
    return new Promise(() => {})
  })
  await begun
  expect(rows).toEqual([{ ...ada, route: 'POST /api/keys', about: 'shop', from }])
})

test('an act that fails has a result that says so, and fails on', async () => {
  const { rows, ...deps } = aLog()
  const fail = () => Promise.reject(new Error('broken'))
  await expect(createAudited(deps)(called, fail)).rejects.toThrow('broken')
  expect(rows[1]).toEqual({ id: '1', status: 500 })
})

test('an act whose result cannot be written is done all the same, and answered without what was noted', async () => {
  const troubles: unknown[] = []
  const { log, ...deps } = aLog()
  const end = () => Promise.reject(new Error('lost'))
  const audited = createAudited({ ...deps, log: { ...log, end }, onTrouble: (error) => troubles.push(error) })
  expect(await audited(called, async () => ({ status: 201, value: 1, noted: { after: {} } }))).toEqual({
    status: 201,
    value: 1,
  })
  expect(troubles).toHaveLength(1)
})

test('the log is read by pages, by who and by what', async () => {
  const { handle } = anApiWithAnIssue()
  for (let at = 0; at < 60; at += 1)
    await call(handle, 'POST /api/segments/{segment}/remove', {
      id: `s-${at}`,
      caller: { by: at % 2 ? 'bob' : 'ada', role: 'owner' },
    })
  const read = async (query: Record<string, string>) =>
    (await call(handle, 'GET /api/audit', { query })).value
  const first = await read({})
  expect([first.entries.length, first.entries[0].about, first.timeZone]).toEqual([
    50,
    's-59',
    'Asia/Shanghai',
  ])
  expect((await read({ after: first.next })).entries.map(({ about }: { about: string }) => about)).toEqual(
    Array.from({ length: 10 }, (_, at) => `s-${9 - at}`),
  )
  expect((await read({ by: 'bob' })).entries).toHaveLength(30)
  expect((await read({ about: 's-7' })).entries).toMatchObject([{ by: 'bob', result: { status: 404 } }])
  for (const query of [{ after: 'x' }, { who: 'ada' }])
    expect((await call(handle, 'GET /api/audit', { query })).status).toBe(400)
})
