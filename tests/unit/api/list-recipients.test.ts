import { describe, expect, test } from 'vitest'
import { anApi, call } from '../cli/service.ts'
import { aBatch, allPages, aSend, frozen, list, packed, withMany, withSend } from './planned-sends.ts'

describe('the recipients of a send', () => {
  test('are those whom planning left out and those in batches, each with what is known', async () => {
    const api = withSend()
    const { a, b, c, d, e, f, addressOf } = api
    const { status, value } = await list(api)
    expect(status).toBe(200)
    expect(value.next).toBeUndefined()
    expect(value.recipients.slice(0, 6)).toEqual([
      { id: a, address: addressOf(a), outcome: 'excluded', reason: 'no-topic' },
      { id: c, outcome: 'excluded', reason: 'unsubscribed' },
      { id: b, address: addressOf(b), outcome: 'accepted', batch: '000-0000', reported: 'delivered' },
      { id: d, address: addressOf(d), outcome: 'uncertain', batch: '000-0000' },
      { id: f, address: addressOf(f), outcome: 'accepted', batch: '000-0001-030', reported: 'complained' },
      { id: e, address: addressOf(e), outcome: 'failed', reason: 'rejected', batch: '000-0001-032' },
    ])
    expect(value.recipients.slice(6).map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      Array(5).fill('waiting'),
    )
  })

  test.each([
    [{ outcome: 'excluded' }, 2],
    [{ outcome: 'excluded', reason: 'no-topic' }, 1],
    [{ reason: 'rejected' }, 1],
    [{ outcome: 'accepted' }, 2],
    [{ outcome: 'failed', reason: 'no-topic' }, 0],
    [{ outcome: 'uncertain' }, 1],
    [{ outcome: 'waiting' }, 5],
  ])('can be asked for by outcome and reason: %j', async (query, count) => {
    const { recipients } = (await list(withSend(), query)).value
    expect(recipients).toHaveLength(count)
  })

  test('are refused once they are forgotten, and so is what would need them', async () => {
    const api = anApi()
    const forgotten = { since: '2029-01-02T03:04:05.000Z', done: true as const }
    api.stores.sends.set('m-1--digest', aSend('m-1--digest', { frozen, forgotten }))
    const { status, value } = await call(api.handle, 'GET /api/sends/{send}/recipients', {
      id: 'm-1--digest',
    })
    expect([status, value.problems[0].message]).toEqual([410, expect.stringContaining(forgotten.since)])
    for (const action of [{ action: 'retry' }, { action: 'resolve', how: 'resend' }, { action: 'resume' }]) {
      const refused = await call(api.handle, 'POST /api/sends/{send}/actions', {
        id: 'm-1--digest',
        body: action,
      })
      expect([refused.status, refused.value.problems[0].message]).toEqual([
        409,
        expect.stringContaining('is not kept any more'),
      ])
    }
  })

  test('of a test is its one address', async () => {
    const api = anApi()
    const id = '0'.repeat(32)
    const test = { address: 'ada@example.org', language: 'en' }
    api.stores.sends.set('m-1--test-1', aSend('m-1--test-1', { test, frozen: { ...frozen, ranges: 1 } }))
    const group = { key: '000-0000', recipients: packed([id]), size: 1 }
    api.stores.steps.set('m-1--test-1#0', [{ number: 0, upTo: id, groups: [group], leftOut: {}, last: true }])
    api.stores.batches.push(aBatch('000-0000', 'a'))
    expect((await list(api, {}, 'm-1--test-1')).value.recipients).toEqual([
      { id, address: 'ada@example.org', outcome: 'accepted', batch: '000-0000' },
    ])
  })

  test('of a send that has not begun, or that is not there, are told apart', async () => {
    const api = anApi()
    api.stores.sends.set('m-1--digest', aSend('m-1--digest', { frozen: undefined }))
    expect((await list(api)).value).toEqual({ recipients: [] })
    expect((await list(api, {}, 'm-2--digest')).status).toBe(404)
  })

  test.each([
    ['an outcome that is none', { outcome: 'lost' }, 'outcome'],
    ['an outcome of all objects’ own', { outcome: '__proto__' }, 'outcome'],
    ['two outcomes', { outcome: 'failed,excluded' }, 'outcome'],
    ['a reason that is none', { reason: '../x' }, 'reason'],
    ['an endless reason', { reason: 'a'.repeat(10_000) }, 'reason'],
    ['a question that it does not know', { who: 'all' }, undefined],
    ['an empty cursor', { after: '' }, 'after'],
    ['a forged cursor', { after: 'x' }, 'after'],
    ['a cursor of a series', { after: `${'a'.repeat(32)}.0` }, 'after'],
    ['a cursor beyond the ranges', { after: '002-0000.0' }, 'after'],
    ['a cursor before all', { after: '000-0000.-1' }, 'after'],
    ['an endless cursor', { after: '0'.repeat(100_000) }, 'after'],
    ['a cursor with a key in it', { after: '000-0000#x.0' }, 'after'],
  ])('are refused for %s, naming it', async (_, query, field) => {
    const { status, value } = await list(withSend(), query)
    expect(status).toBe(400)
    expect(value.problems[0].field).toBe(field)
  })

  test('after a cursor that leads nowhere go on with what comes after it', async () => {
    const api = withSend()
    expect((await list(api, { after: '000-9999.0' })).value.recipients).toHaveLength(5)
    expect((await list(api, { after: '001-0000.99999' })).value).toEqual({ recipients: [] })
  })
})

describe('the pages of a long list', () => {
  test('hold 500 at most, and together everybody once', async () => {
    const pages = await allPages(withMany())
    expect(Math.max(...pages.map((page) => page.length))).toBe(500)
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(13_000)
    expect(pages.flat()).toHaveLength(13_000)
  })

  test('begin where the last one ended, also inside a step and a filter', async () => {
    const pages = await allPages(withMany(), { outcome: 'accepted' })
    expect(pages.flat()).toHaveLength(2_600)
    expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(2_600)
  })

  test('end after so many looks, also when nobody was found', async () => {
    const pages = await allPages(withMany(), { outcome: 'failed' })
    expect(pages).toEqual([[], []])
  })

  test('of a series go by its readers', async () => {
    const api = anApi()
    api.stores.sends.set('m-1--w', aSend('m-1--w', { series: true, frozen: { ...frozen, ranges: 0 } }))
    const ids = Array.from({ length: 1_100 }, (_, at) => at.toString(16).padStart(32, '0'))
    for (const id of ids) api.stores.batches.push(aBatch(id, 'a', { recipients: packed([id]) }))
    const pages = await allPages(api, {}, 'm-1--w')
    expect(pages.map((page) => page.length)).toEqual([500, 500, 100])
    expect(pages.flat().map(({ id }) => id)).toEqual(ids)
  })
})
