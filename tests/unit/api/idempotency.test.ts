import { expect, test } from 'vitest'
import type { Identity } from '../../../functions/access/caller.ts'
import { anApi, call } from '../cli/service.ts'

const key = '"8e03978e-40d5-43e8-bc93-6894a57f9324"'
const wanted = { name: 'shop', role: 'viewer' }
const minuteMs = 60_000

const aDesk = () => {
  const api = anApi()
  const make = (body: object = wanted, as: { key?: string; caller?: Identity } = { key }) =>
    call(api.handle, 'POST /api/keys', { body, ...as })
  const count = async () => (await call(api.handle, 'GET /api/keys')).value.keys.length
  return { ...api, make, count }
}

test('a call that comes again gets the answer of the first, and is done and logged once', async () => {
  const { make, count, stores } = aDesk()
  const first = await make()
  expect(first.status).toBe(201)
  expect(await make()).toEqual(first)
  // Without quotation marks, too.
  expect(await make(wanted, { key: key.slice(1, -1) })).toEqual(first)
  expect([await count(), stores.acts.length]).toEqual([1, 1])
})

test('the answer comes again with the tag of what it made', async () => {
  const { handle } = aDesk()
  const body = { name: 'new-here', rule: { from: ['form'] } }
  const save = () => call(handle, 'POST /api/segments', { body, key })
  const first = await save()
  expect(first).toMatchObject({ status: 201, etag: expect.stringMatching(/^".+"$/) })
  expect(await save()).toEqual(first)
})

test('what is kept of an answer opens nothing without the key', async () => {
  const { make, stores } = aDesk()
  const { value } = await make()
  const kept = JSON.stringify([...stores.calls])
  expect(kept).not.toContain(value.apiKey)
  expect(kept).not.toContain(key.slice(1, -1))
})

test('with another body or another path the key is refused, and nothing is done', async () => {
  const { handle, make, count } = aDesk()
  await make()
  const other = await make({ ...wanted, name: 'other' })
  expect([other.status, other.value.type]).toEqual([422, '/problems/key-of-another-call'])
  const path = await call(handle, 'POST /api/keys/{key}/revoke', { id: 'k1', body: wanted, key })
  expect(path.status).toBe(422)
  expect(await count()).toBe(1)
})

test('another caller’s key of the same name is theirs', async () => {
  const { make } = aDesk()
  const first = await make()
  const theirs = await make(wanted, { key, caller: { by: 'bob', role: 'owner', person: 'sub-2' } })
  expect(theirs.value.type).toBe('/problems/name-taken')
  expect(first.status).toBe(201)
})

test('while it is under way it is refused; when its run must be dead it is done anew', async () => {
  const { make, stores, count } = aDesk()
  await make()
  const [id, { status: _, sealed: __, ...begun }] = [...stores.calls][0]!
  stores.calls.set(id, begun)
  const during = await make()
  expect([during.status, during.value.type]).toEqual([409, '/problems/under-way'])
  stores.laterMs = minuteMs
  expect((await make()).value.type).toBe('/problems/name-taken')
  expect(await count()).toBe(1)
})

test('what may come out otherwise is not kept: the same key may be used for another try', async () => {
  const { make, stores } = aDesk()
  expect((await make(wanted, { key, caller: { by: 'ada', role: 'viewer' } })).status).toBe(403)
  stores.isLogLost = true
  expect((await make()).status).toBe(503)
  stores.isLogLost = false
  expect((await make()).status).toBe(201)
})

test('a day later the key is a new one', async () => {
  const { make, stores } = aDesk()
  await make()
  stores.laterMs = 24 * 60 * minuteMs + 1_000
  expect((await make()).value.type).toBe('/problems/name-taken')
})

test.each(['', '""', 'a b', `"${'x'.repeat(256)}"`, '"\u00e9"', 'a"b'])('%j is no key', async (bad) => {
  const { make, count } = aDesk()
  const { status, value } = await make(wanted, { key: bad })
  expect([status, value.problems[0].field]).toEqual([400, 'Idempotency-Key'])
  expect(await count()).toBe(0)
})

test('a call that only asks may be asked again, whatever its key', async () => {
  const { handle, stores } = aDesk()
  const ask = (rule: object) => call(handle, 'POST /api/segments/count', { body: { segment: rule }, key })
  await ask({ from: ['form'] })
  expect((await ask({ from: ['import'] })).status).not.toBe(422)
  expect(stores.calls.size).toBe(0)
})
