import { expect, test } from 'vitest'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { anIssuePublished } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

const frozen = { at: '2026-12-01T03:00:00.000Z', editions: { en: 'h' }, topics: ['focus'], ranges: 1 }
const aSend = (but: Partial<Send> = {}): Send => ({
  id: 'm-1--digest',
  issue: 'm-1',
  by: 'admin',
  requestedAt: '2026-12-01T03:00:00.000Z',
  holds: {},
  ...but,
})
const aBatch = (codes: string, uncertainAt = 0) => ({
  key: '000-0000',
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !codes.includes('.'),
  attempt: 1,
  uncertainAt,
})
const withSend = (but: Partial<Send> = {}) => {
  const api = anApi()
  api.stores.issues.set('m-1', anIssuePublished({ id: 'm-1' }))
  api.stores.sends.set('m-1--digest', aSend(but))
  const act = (body: object, id = 'm-1--digest') =>
    call(api.handle, 'POST /api/sends/{send}/actions', { id, body })
  return { ...api, act }
}

test('a pause holds once, and resuming hands the send out again', async () => {
  const { act, stores } = withSend({ frozen })
  expect(await act({ action: 'pause' })).toMatchObject({ status: 200, value: { outcome: 'done' } })
  expect(await act({ action: 'pause' })).toMatchObject({ value: { outcome: 'already' } })
  expect(stores.queue).toEqual([])
  expect(await act({ action: 'resume' })).toMatchObject({ value: { outcome: 'done' } })
  expect(stores.queue).toEqual([{ kind: 'start', send: 'm-1--digest' }])
  expect(await act({ action: 'resume' })).toMatchObject({ value: { outcome: 'already' } })
})

test('a send that waits for SES’s daily quota goes on by itself', async () => {
  const { act, stores } = withSend({ frozen, holds: { quota: 'x', account: 'x' } })
  expect(await act({ action: 'resume' })).toMatchObject({
    status: 200,
    value: { outcome: 'waits-for-quota' },
  })
  expect(stores.sends.get('m-1--digest')?.holds).toEqual({ quota: 'x' })
})

test('resuming a send whose time has not come does not start it', async () => {
  const { act, stores } = withSend({ at: '2026-12-24T00:00:00.000Z', holds: { person: 'x' } })
  await act({ action: 'resume' })
  expect(stores.queue).toEqual([])
})

test('resuming an overdue send sends it now', async () => {
  const { act, stores } = withSend({ at: '2026-11-01T00:00:00.000Z', holds: { overdue: 'x' } })
  await act({ action: 'resume' })
  expect(stores.sends.get('m-1--digest')?.at).toBeUndefined()
  expect(stores.queue).toEqual([{ kind: 'start', send: 'm-1--digest' }])
})

test('what is cancelled stays cancelled', async () => {
  const { act } = withSend({ frozen })
  expect(await act({ action: 'cancel' })).toMatchObject({ value: { outcome: 'done' } })
  expect(await act({ action: 'cancel' })).toMatchObject({ value: { outcome: 'already' } })
  for (const action of ['pause', 'resume', 'retry', 'reschedule']) {
    expect((await act({ action })).status, action).toBe(409)
  }
})

test('a send that has not begun gets another time; one that has, does not', async () => {
  const { act, stores } = withSend({ at: '2026-12-02T00:00:00.000Z' })
  expect((await act({ action: 'reschedule', at: '2026-12-03T09:00' })).status).toBe(200)
  expect(stores.queue).toEqual([{ kind: 'schedule', send: 'm-1--digest' }])
  expect((await act({ action: 'reschedule', at: 'tomorrow' })).status).toBe(400)
  expect((await act({ action: 'reschedule', at: '2026-11-03T09:00' })).status).toBe(400)
  expect((await withSend({ frozen }).act({ action: 'reschedule' })).status).toBe(409)
})

test('retrying sends again only what failed', async () => {
  const { act, stores } = withSend({ frozen })
  stores.batches.push(aBatch('arumU'))
  expect(await act({ action: 'retry' })).toMatchObject({ value: { outcome: 'done', changed: 2 } })
  expect(stores.batches[0]).toMatchObject({ codes: 'a.u.U', closed: false })
  expect(await act({ action: 'retry' })).toMatchObject({ value: { outcome: 'already' } })
})

test('the uncertain are decided for only when no worker can be sending any more', async () => {
  const { act, stores } = withSend({ frozen })
  stores.batches.push(aBatch('auu', Date.parse('2026-12-01T03:55:00Z')))
  expect((await act({ action: 'resolve', how: 'write-off' })).status).toBe(409)
  stores.batches[0]!.uncertainAt = Date.parse('2026-12-01T03:40:00Z')
  expect(await act({ action: 'resolve', how: 'write-off' })).toMatchObject({ value: { changed: 2 } })
  expect(stores.batches[0]?.codes).toBe('aWW')
})

test('resending has the uncertain wait again', async () => {
  const { act, stores } = withSend({ frozen })
  stores.batches.push(aBatch('auu'))
  expect(await act({ action: 'resolve', how: 'resend' })).toMatchObject({ value: { changed: 2 } })
  expect(stores.batches[0]).toMatchObject({ codes: 'a..', closed: false })
})

test.each([{ action: 'retry' }, { action: 'resolve', how: 'resend' }])(
  'nobody is sent again what was taken down: $action',
  async (action) => {
    const { act, stores } = withSend({ frozen })
    stores.batches.push(aBatch('aur'))
    stores.issues.set('m-1', anIssuePublished({ id: 'm-1', gone: '2026-12-01T04:00:00.000Z' }))
    const message = 'm-1 was taken down, and nobody is sent it any more: publish it again first'
    expect(await act(action)).toMatchObject({ status: 409, value: { problems: [{ message }] } })
    expect(stores.batches[0]?.codes).toBe('aur')
    expect(stores.queue).toEqual([])
  },
)

test('an unknown action, or one on an unknown send, is refused with what is wrong', async () => {
  const { act } = withSend()
  expect((await act({ action: 'explode' })).status).toBe(400)
  expect((await act({ action: 'resolve' })).status).toBe(400)
  expect((await act({ action: 'pause' }, 'nothing--digest')).status).toBe(404)
})

test.each(['pause', 'cancel'])(
  '%s comes too late for a send that is finished, and changes nothing',
  async (action) => {
    const { act, stores } = withSend({ frozen })
    stores.batches.push(aBatch('aa'))
    stores.ends.push({ range: 0, batches: 1, excluded: {}, candidates: 2 })
    expect(await act({ action })).toMatchObject({
      status: 409,
      value: {
        problems: [{ message: `m-1--digest is finished: there is nobody left to pause or cancel it for` }],
      },
    })
    expect(stores.sends.get('m-1--digest')).toMatchObject({ holds: {} })
    expect(stores.sends.get('m-1--digest')!.cancelledAt).toBeUndefined()
  },
)
