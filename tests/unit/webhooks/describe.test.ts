import { expect, test } from 'vitest'
import type { WebhookEvent } from '../../../functions/events/webhook-event.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { createDescribe } from '../../../functions/webhooks/describe.ts'

const at = '2026-12-01T00:00:00.000Z'

const aSend = (but: Partial<Send> = {}): Send => ({
  ...{ id: 'i_1', issue: 'i', requestedAt: at, by: 'ada', holds: {} },
  ...but,
})

const described = (send: Send | undefined, event: Pick<WebhookEvent, 'type' | 'mark'>, openStamp?: string) =>
  createDescribe({
    reader: async () => undefined,
    send: async () => send,
    openStamp: async () => openStamp,
    issue: async () => undefined,
    siteUrl: 'https://matrix.example.org',
    now: () => Date.parse(at),
  })({ ...event, about: 'i_1', at }, false)

const frozen = { frozen: { at } } as Partial<Send>

test('a send has begun once its readers are known', async () => {
  const started = { type: 'send.started', mark: '' } as const
  expect(await described(undefined, started)).toEqual({ happened: 'not-yet' })
  expect((await described(aSend(), started)).happened).toBe('not-yet')
  expect((await described(aSend(frozen), started)).happened).toBe('yes')
})

test('a hold is told while it is that one which holds', async () => {
  const held = { type: 'send.held', mark: `quota ${at}` } as const
  expect((await described(aSend({ holds: { quota: at } }), held)).happened).toBe('yes')
  expect((await described(aSend({ holds: { quota: '2026-12-02T00:00:00.000Z' } }), held)).happened).toBe(
    'not-yet',
  )
  expect((await described(aSend({ holds: {} }), held)).happened).toBe('not-yet')
})

test('a send is finished when nobody watches it any more, and not while somebody had it go on', async () => {
  const finished = { type: 'send.finished', mark: 's1' } as const
  expect(await described(aSend(frozen), finished)).toMatchObject({
    happened: 'yes',
    data: { send: { startedAt: at } },
  })
  expect((await described(aSend(frozen), finished, 's1')).happened).toBe('not-yet')
  expect((await described(aSend(frozen), finished, 's2')).happened).toBe('no')
})

test('nobody is told of a test', async () => {
  const test = aSend({ ...frozen, test: { address: 'ada@example.org', language: 'en' } })
  for (const type of ['send.started', 'send.finished'] as const)
    expect(await described(test, { type, mark: '' })).toEqual({ happened: 'no' })
})
