import { expect, test } from 'vitest'
import { isAsSeen, sendTag } from '../../../functions/api/if-match.ts'
import type { HttpRequest, HttpResponse } from '../../../functions/runtime/http-pipeline.ts'
import { anApi } from '../cli/service.ts'
import { askForASend } from './ask-for-a-send.ts'

const id = 'matrix-64--digest'

const callWith = async (
  { handle }: { handle: (request: HttpRequest) => Promise<HttpResponse> },
  routeKey: string,
  { of, body, ifMatch, by = 'ada' }: { of?: string; body?: object; ifMatch?: string; by?: string } = {},
) => {
  const {
    statusCode,
    headers,
    body: text,
  } = await handle({
    routeKey,
    pathParameters: of === undefined ? undefined : { it: of },
    body,
    headers: { ...(body && { 'content-type': 'application/json' }), ...(ifMatch && { 'if-match': ifMatch }) },
    requestContext: {
      authorizer: { lambda: { by, role: 'owner' } },
      http: { sourceIp: '203.0.113.7' },
    },
  } as unknown as HttpRequest)
  return { status: statusCode, etag: String(headers?.etag), value: JSON.parse(text ?? '') }
}

test('of two who change a segment the second hears so, and sees what the first made of it', async () => {
  const api = anApi()
  const save = (rule: object, ifMatch?: string) =>
    callWith(api, 'POST /api/segments', {
      body: { name: 'students', rule, replace: true },
      ...(ifMatch && { ifMatch }),
    })
  const made = await save({ from: ['form'] })
  const read = await callWith(api, 'GET /api/segments/{segment}', { of: 'students' })
  expect(read.etag).toBe(made.etag)
  const first = await save({ from: ['import'] }, read.etag)
  expect([first.status, first.etag === read.etag]).toEqual([200, false])
  expect(await save({ from: ['form'] }, read.etag)).toMatchObject({
    status: 412,
    value: {
      type: '/problems/changed',
      etag: first.etag,
      current: { segment: { name: 'students', rule: { from: ['import'] } } },
    },
  })
  const remove = (ifMatch: string) =>
    callWith(api, 'POST /api/segments/{segment}/remove', { of: 'students', body: {}, ifMatch })
  expect((await remove(read.etag)).status).toBe(412)
  expect((await remove(`"other", ${first.etag}`)).status).toBe(200)
  expect(await save({ from: ['form'] }, first.etag)).toMatchObject({ status: 412, value: { current: null } })
})

test('of two who move a send the second hears so, and its time is the first’s', async () => {
  const api = anApi()
  await askForASend({ at: '2026-12-10T09:00' }, api)
  const { etag } = await callWith(api, 'GET /api/sends/{send}', { of: id })
  const move = (at: string) =>
    callWith(api, 'POST /api/sends/{send}/actions', {
      of: id,
      body: { action: 'reschedule', at },
      ifMatch: etag,
    })
  expect((await move('2026-12-11T09:00')).status).toBe(200)
  const second = await move('2026-12-12T09:00')
  expect(second).toMatchObject({
    status: 412,
    value: { current: { send: { at: '2026-12-11T01:00:00.000Z' } } },
  })
  const { editions } = api.stores.issues.get('matrix-64')!
  expect(second.value.etag).toBe(sendTag(api.stores.sends.get(id)!, editions))
  expect(api.stores.sends.get(id)?.at).toBe('2026-12-11T01:00:00.000Z')
})

test('who approves a send that has not begun approves what they saw: where another is published meanwhile, they hear so', async () => {
  const api = anApi()
  api.stores.approveAbove = 100
  await askForASend({ at: '2026-12-10T09:00' }, api, { by: 'ada', role: 'owner' })
  const read = () => callWith(api, 'GET /api/sends/{send}', { of: id })
  const approve = (ifMatch: string) =>
    callWith(api, 'POST /api/sends/{send}/actions', {
      ...{ of: id, body: { action: 'approve' }, ifMatch, by: 'bob@example.org' },
    })
  const first = await read()
  const issue = api.stores.issues.get('matrix-64')!
  expect(first.value.editions).toEqual(issue.editions)
  const editions = { ...issue.editions, en: 'published meanwhile' }
  api.stores.issues.set('matrix-64', { ...issue, editions })
  const refused = await approve(first.etag)
  expect(refused).toMatchObject({ status: 412, value: { current: { send: { id }, editions } } })
  expect(api.stores.sends.get(id)?.holds.approval).toBeDefined()
  expect(refused.value.etag).toBe((await read()).etag)
  expect((await approve(refused.value.etag)).status).toBe(200)
  expect(api.stores.sends.get(id)?.approval).toMatchObject({ by: 'bob@example.org', editions })
})

test.each([
  [undefined, undefined, true],
  [undefined, '"1"', true],
  ['*', '"1"', true],
  ['*', undefined, false],
  ['"1"', '"1"', true],
  ['"2" , "1"', '"1"', true],
  // Weak tags match nothing here (RFC 9110 §13.1.1).
  ['W/"1"', '"1"', false],
  ['1', '"1"', false],
  ['', '"1"', false],
])('If-Match %j of %j: %j', (ifMatch, etag, is) => {
  expect(isAsSeen(ifMatch, etag)).toBe(is)
})

test('of two who change a webhook the second hears so, and sees what the first made of it', async () => {
  const api = anApi()
  const url = 'https://crm.example.org/hook'
  const made = await callWith(api, 'POST /api/webhooks', { body: { url } })
  const of = made.value.webhook.id
  expect(made.value.webhook.types).toEqual(['*'])
  const read = await callWith(api, 'GET /api/webhooks/{webhook}', { of })
  const put = (body: object, ifMatch?: string) =>
    callWith(api, 'PUT /api/webhooks/{webhook}', { of, body, ...(ifMatch && { ifMatch }) })
  const wanted = { url, types: ['send.held'], withAddresses: false, description: 'Our CRM' }
  const first = await put(wanted, read.etag)
  expect([first.status, first.etag === read.etag]).toEqual([200, false])
  expect((await callWith(api, 'GET /api/webhooks/{webhook}', { of })).etag).toBe(first.etag)
  expect(api.stores.wanted).toEqual(['send.held'])
  expect(await put({ ...wanted, types: ['*'] }, read.etag)).toMatchObject({
    status: 412,
    value: { type: '/problems/changed', etag: first.etag, current: { webhook: wanted } },
  })
  // Somebody who has not looked may still say how it is to stand; a description that is left out is none.
  const last = await put({ url, types: ['send.held', '*'], withAddresses: true })
  expect(last.value.webhook).toMatchObject({ types: ['*'], withAddresses: true })
  expect(last.value.webhook).not.toHaveProperty('description')
  expect(api.stores.webhooks.get(of)!.secrets).toHaveLength(1)
})

test.each([
  [{ url: 'https://crm.example.org/', withAddresses: false }, 'types'],
  [{ url: 'https://crm.example.org/', types: [], withAddresses: false }, 'types'],
  [{ url: 'https://crm.example.org/', types: ['send.held'] }, 'withAddresses'],
  [{ url: 'http://crm.example.org/', types: ['*'], withAddresses: false }, 'url'],
])(
  'a change of a webhook says all of it, so that nothing is widened by what was left out: %j',
  async (body, field) => {
    const api = anApi()
    const { value } = await callWith(api, 'POST /api/webhooks', {
      body: { url: 'https://crm.example.org/hook', types: ['send.held'] },
    })
    const of = value.webhook.id
    expect(await callWith(api, 'PUT /api/webhooks/{webhook}', { of, body })).toMatchObject({
      status: 400,
      value: { problems: [{ field }] },
    })
    expect(api.stores.webhooks.get(of)).toMatchObject({ types: ['send.held'] })
  },
)
