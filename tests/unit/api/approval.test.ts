import { expect, test } from 'vitest'
import type { Identity } from '../../../functions/access/caller.ts'
import { anApi, call } from '../cli/service.ts'
import { askForASend } from './ask-for-a-send.ts'

const ada = {
  ...{ by: 'ada@example.org', role: 'sender', person: 'sub-1', email: 'ada@example.org' },
} satisfies Identity
const id = 'matrix-64--digest'

/** Ada has asked for a send that waits for a second person. */
const aWaitingSend = async (caller: Identity = ada) => {
  const api = anApi()
  api.stores.approveAbove = 100
  await askForASend({ at: '2026-12-10T09:00' }, api, caller)
  const approve = (who: Identity) =>
    call(api.handle, 'POST /api/sends/{send}/actions', { id, body: { action: 'approve' }, caller: who })
  return { ...api, approve }
}

test('a send is approved by somebody else, once', async () => {
  const { approve, stores } = await aWaitingSend()
  expect(stores.sends.get(id)?.approval).toEqual({ above: 100 })
  expect(await approve({ by: 'bob@example.org', role: 'sender', person: 'sub-2' })).toEqual({
    status: 200,
    value: { outcome: 'done' },
  })
  expect(stores.sends.get(id)).toMatchObject({
    holds: {},
    approval: { by: 'bob@example.org', editions: stores.issues.get('matrix-64')!.editions, readers: 1_000 },
  })
  const { status, value } = await approve({ by: 'bob@example.org', role: 'sender', person: 'sub-2' })
  expect([status, value.detail]).toEqual([409, expect.stringContaining('does not wait')])
})

test.each<[string, Identity]>([
  ['the same token', ada],
  ['an access token, which has no address', { by: 'sub-1', role: 'sender', person: 'sub-1' }],
  ['a key that they made', { by: 'key shop', role: 'owner', person: 'sub-1', key: 'k1' }],
  ['a key that they made before it was noted who they are', { by: 'key old', role: 'owner', person: ada.by }],
  ['their address in other letters', { by: 'Ada@Example.org', role: 'sender', person: 'Ada@Example.org' }],
  [
    'another account with their verified address',
    { by: 'sub-9', role: 'sender', person: 'sub-9', email: 'ada@example.org' },
  ],
  [
    'a key of another account with their verified address',
    { by: 'key shop', role: 'owner', person: 'sub-9', email: 'ada@example.org', key: 'k1' },
  ],
])('who asked for a send does not approve it by %s', async (_, caller) => {
  const { approve, stores } = await aWaitingSend()
  const { status, value } = await approve(caller)
  expect([status, value.detail]).toEqual([409, expect.stringContaining('somebody else approves it')])
  expect(stores.sends.get(id)?.holds.approval).toBeDefined()
})

test('nor does who made the key that asked for it', async () => {
  const { approve } = await aWaitingSend({ by: 'key shop', role: 'sender', person: 'sub-1', key: 'k1' })
  expect((await approve(ada)).status).toBe(409)
  expect((await approve({ by: 'key other', role: 'sender', person: 'sub-2', key: 'k2' })).status).toBe(200)
})

test('who made the key that asked is known by their address where they sign in by another account', async () => {
  const { approve } = await aWaitingSend({
    ...{ by: 'key shop', role: 'sender', person: 'sub-1', email: 'ada@example.org', key: 'k1' },
  })
  const other = { by: 'sub-9', role: 'sender', person: 'sub-9', email: 'ada@example.org' } as const
  expect((await approve(other)).status).toBe(409)
})

test('of whom it is not known whether they asked, does not approve it', async () => {
  const { approve } = await aWaitingSend({
    by: 'key old',
    role: 'sender',
    person: 'ada@example.org',
    key: 'k',
  })
  const { status, value } = await approve({ by: 'sub-1', role: 'sender', person: 'sub-1' })
  expect([status, value.detail]).toEqual([409, expect.stringContaining('cannot be told')])
  const bob = { by: 'bob@example.org', role: 'sender', person: 'sub-2', email: 'bob@example.org' } as const
  expect((await approve(bob)).status).toBe(200)
})

test('a test goes to its one address at once', async () => {
  const api = anApi()
  api.stores.approveAbove = 0
  const { send } = await askForASend({ to: 'me@example.org' }, api)
  expect(send).toMatchObject({ holds: {} })
})

test('nor who published what it sends, or had it released', async () => {
  const { approve, stores } = await aWaitingSend()
  const [hash] = Object.values(stores.issues.get('matrix-64')!.editions)
  stores.publishers.set(`matrix-64 ${hash}`, [{ by: 'key ci', person: 'sub-2' }])
  const { status, value } = await approve({ by: 'bob@example.org', role: 'sender', person: 'sub-2' })
  expect([status, value.detail]).toEqual([409, expect.stringContaining('You published')])
  expect((await approve({ by: 'eve@example.org', role: 'sender', person: 'sub-3' })).status).toBe(200)
})

test('who asks for an upload is noted with it', async () => {
  const { handle, stores } = anApi()
  const body = { issue: 'matrix-64', files: { 'issue.yaml': 'a'.repeat(64) } }
  const { value } = await call(handle, 'POST /api/issues/{issue}/uploads', {
    ...{ id: 'matrix-64', body, caller: ada },
  })
  const { role: _, ...who } = ada
  expect([...stores.uploaders]).toEqual([[`matrix-64 ${value.manifest.sha256}`, who]])
})
