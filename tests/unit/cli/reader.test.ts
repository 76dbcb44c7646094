import { expect, test } from 'vitest'
import { aBatch, aSend, frozen, inRange, packed, withSend } from '../api/planned-sends.ts'
import { aService, call } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const history = async (api: ReturnType<typeof withSend>, address: unknown) =>
  call(api.handle, 'POST /api/readers/sends', { body: { address } })

test('what a reader was sent is found by their address, the latest first', async () => {
  const api = withSend()
  const { f, addressOf, stores } = api
  const test = { address: addressOf(f), language: 'en' }
  stores.sends.set('m-1--test-1', aSend('m-1--test-1', { test, frozen: undefined }))
  stores.sends.set('m-1--test-2', aSend('m-1--test-2', { test: { ...test, address: 'b@example.org' } }))
  stores.sends.set('m-2--digest', aSend('m-2--digest', { frozen: undefined, at: '2027-01-01T00:00:00.000Z' }))
  const { status, value } = await history(api, ` ${addressOf(f).toUpperCase()}`)
  expect(status).toBe(200)
  expect(value).toMatchObject({ id: f, address: addressOf(f) })
  expect(value.sends).toEqual([
    { send: 'm-2--digest', outcome: 'not-planned', at: '2027-01-01T00:00:00.000Z' },
    {
      send: 'm-1--digest',
      outcome: 'accepted',
      reported: 'complained',
      batch: '000-0001-030',
      at: '2026-12-01T09:00:00.000Z',
    },
    { send: 'm-1--test-1', outcome: 'not-planned', at: '2026-12-01T02:59:00.000Z' },
  ])
})

test('a reader’s history says why they were left out, and tells being absent from not being looked at yet', async () => {
  const api = withSend()
  const { c, addressOf } = api
  const outcomeOf = async (id: string) => (await history(api, addressOf(id))).value.sends[0]
  expect(await outcomeOf(c)).toMatchObject({ outcome: 'excluded', reason: 'unsubscribed', at: frozen.at })
  expect(await outcomeOf(inRange(0)[7]!)).toMatchObject({ outcome: 'absent' })
  expect(await outcomeOf(inRange(1)[2]!)).toMatchObject({ outcome: 'waiting', batch: '001-0000' })
  expect(await outcomeOf(inRange(1)[9]!)).toMatchObject({ outcome: 'not-planned' })
})

test('a reader’s history names a series only if they are in it, and a test only if it went to them', async () => {
  const api = withSend()
  const { a, b, addressOf, stores } = api
  stores.sends.clear()
  const test = { address: addressOf(a), language: 'en' }
  stores.sends.set('m-1--t', aSend('m-1--t', { test }))
  stores.sends.set('m-1--w', aSend('m-1--w', { series: true, frozen: { ...frozen, ranges: 0 } }))
  const due = Date.parse('2026-12-03T00:00:00Z')
  stores.batches.push(aBatch(a, '.', { due, recipients: packed([a]) }))
  expect((await history(api, addressOf(a))).value.sends).toEqual([
    { send: 'm-1--w', outcome: 'waiting', batch: a, at: '2026-12-03T00:00:00.000Z' },
    { send: 'm-1--t', outcome: 'accepted', batch: '000-0000', reported: 'delivered', at: frozen.at },
  ])
  expect((await history(api, addressOf(b))).value.sends).toEqual([])
})

test.each([
  [undefined],
  [''],
  [5],
  ['ada'],
  ['a@x.org\r\nBcc: b@x.org'],
  [`${'a'.repeat(50_000)}@x.org`],
  [{}],
])('a reader is refused for what is no address: %j', async (address) => {
  const { status, value } = await history(withSend(), address)
  expect(status).toBe(400)
  expect(value.problems[0].field).toBe('address')
  expect(JSON.stringify(value).length).toBeLessThan(300)
})

test('a reader’s history is printed by masthead reader', async () => {
  const service = await aService()
  const { b, addressOf } = withSend(service)
  const { masthead } = aMachine({ cwd: await aFolder(), env: service.env })
  expect((await masthead('reader', addressOf(b))).out).toBe(
    'm-1--digest  2026-12-01 11:00 (Asia/Shanghai)  accepted  delivered',
  )
  service.stores.sends.clear()
  expect((await masthead('reader', addressOf(b))).out).toContain('Nothing was ever sent to')
  expect(await masthead('reader', 'nobody')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('address: is not an address'),
  })
})
