import { beforeEach, expect, test } from 'vitest'
import { createWantedEvents } from '../../functions/events/wanted-events.table.ts'
import type { WebhookEvent } from '../../functions/events/webhook-event.ts'
import { createDeliveriesTable, type DeliveriesTable } from '../../functions/webhooks/deliveries.table.ts'
import type { Webhook } from '../../functions/webhooks/webhook.ts'
import { createWebhooksTable, type WebhooksTable } from '../../functions/webhooks/webhooks.table.ts'
import { noon } from '../builders.ts'
import { onEachDatabase } from './database.ts'

const webhook: Webhook = {
  ...{ id: 'w1', url: 'https://crm.example.org/', types: ['reader.confirmed'], withAddresses: false },
  ...{ secrets: [{ secret: 'whsec_a' }], at: '2026-12-01T00:00:00.000Z', by: 'ada', revision: 0 },
}
const written = { ...webhook, revision: 1 }
const event: WebhookEvent = {
  ...{ type: 'reader.confirmed', about: 'r1', mark: '2', at: '2026-12-01T01:00:00.000Z' },
}
const attempt = { at: '2026-12-01T01:00:02.000Z', ms: 12, status: 500, answer: 'oh' }
const minute = 60_000

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  let webhooks: WebhooksTable
  let deliveries: DeliveriesTable
  beforeEach(async () => {
    table = await createTable('kind', 'id')
    webhooks = createWebhooksTable(client, table)
    deliveries = createDeliveriesTable(client, table)
  })

  test('a webhook is changed only as it was read', async () => {
    expect(await webhooks.replace(undefined, webhook)).toBe('written')
    expect(await webhooks.replace(undefined, { ...webhook, url: 'https://b.test/' })).toBe(
      'changed-meanwhile',
    )
    expect(await webhooks.replace(written, { ...written, url: 'https://c.test/' })).toBe('written')
    expect(await webhooks.replace(written, { ...written, url: 'https://d.test/' })).toBe('changed-meanwhile')
    expect(await webhooks.get('w1')).toEqual({ ...webhook, url: 'https://c.test/', revision: 2 })
    await webhooks.remove('w1')
    expect([await webhooks.get('w1'), await webhooks.all()]).toEqual([undefined, []])
  })

  test('the first failure since something got through is the one since when nothing does', async () => {
    await webhooks.replace(undefined, webhook)
    await webhooks.failed('w1', noon)
    const second = await webhooks.failed('w1', noon + minute)
    expect(second).toEqual({ ...written, failingSince: new Date(noon).toISOString(), failures: 2 })
    await webhooks.rest('w1', noon + 2 * minute)
    expect(await webhooks.succeeded('w1')).toEqual(written)
    const anew = await webhooks.failed('w1', noon + 5 * minute)
    expect(anew).toEqual({ ...written, failingSince: new Date(noon + 5 * minute).toISOString(), failures: 1 })
  })

  test('whoever switches off first says why; a change read before that is refused', async () => {
    await webhooks.replace(undefined, webhook)
    const off = { at: '2026-12-02T00:00:00.000Z', why: 'gone' } as const
    expect(await webhooks.switchOff('w1', off.at, off.why)).toMatchObject({ off, revision: 2 })
    expect(await webhooks.switchOff('w1', '2026-12-03T00:00:00.000Z', 'failures')).toBeUndefined()
    expect((await webhooks.get('w1'))?.off).toEqual(off)
    expect(await webhooks.replace(written, written)).toBe('changed-meanwhile')
  })

  test('nothing is noted of a webhook that is gone', async () => {
    expect(await webhooks.failed('w1', noon)).toBeUndefined()
    expect(await webhooks.rest('w1', noon)).toBeUndefined()
    expect(await webhooks.succeeded('w1')).toBeUndefined()
    expect(await webhooks.switchOff('w1', '2026-12-02T00:00:00.000Z', 'gone')).toBeUndefined()
    expect(await webhooks.all()).toEqual([])
  })

  test('an event is one delivery to each webhook, however often and from wherever it is announced', async () => {
    const first = await createDeliveriesTable(forgetful, table).open('w1', event, noon)
    await deliveries.tried(first, attempt, { state: 'delivered' })
    const again = await deliveries.open(
      'w1',
      { ...event, at: '2026-12-01T02:00:00.000Z' },
      noon + 90 * minute,
    )
    expect(again).toMatchObject({ id: first.id, state: 'delivered', tries: 1, attempts: [attempt] })
    expect((await deliveries.open('w2', event, noon + minute)).id).not.toBe(first.id)
    expect((await deliveries.page('w1', undefined, 9)).deliveries).toHaveLength(1)
  })

  test('of two tries that read the same, one is noted', async () => {
    const delivery = await deliveries.open('w1', event, noon)
    const next = '2026-12-01T01:01:00.000Z'
    expect(await deliveries.tried(delivery, attempt, { state: 'waiting', next })).toBe(true)
    expect(await deliveries.tried(delivery, attempt, { state: 'given-up' })).toBe(false)
    expect(await deliveries.giveUp(delivery)).toBe(false)
    expect(await deliveries.beginAnew(delivery)).toBe(false)
    const noted = await deliveries.get('w1', delivery.id)
    expect(noted).toEqual({ ...delivery, kind: undefined, tries: 1, attempts: [attempt], next })
    expect(await deliveries.giveUp(noted!)).toBe(true)
    const { next: _, ...rest } = noted!
    expect(await deliveries.get('w1', delivery.id)).toEqual({ ...rest, state: 'given-up' })
  })

  test('a replay while a try is under way is not ended by that try', async () => {
    const opened = await deliveries.open('w1', event, noon)
    await deliveries.tried(opened, attempt, { state: 'waiting' })
    const underWay = (await deliveries.get('w1', opened.id))!
    expect(await deliveries.beginAnew(underWay)).toBe(true)
    expect(await deliveries.tried(underWay, attempt, { state: 'given-up' })).toBe(false)
    expect(await deliveries.beginAnew(underWay)).toBe(false)
    expect(await deliveries.get('w1', opened.id)).toMatchObject({ state: 'waiting', tries: 1, begunAt: 1 })
  })

  test('the log comes page by page, the newest first', async () => {
    for (const mark of ['1', '2', '3']) await deliveries.open('w1', { ...event, mark }, noon + Number(mark))
    const { deliveries: newest, next } = await deliveries.page('w1', undefined, 2)
    expect(newest.map((one) => one.event.mark)).toEqual(['3', '2'])
    const rest = await deliveries.page('w1', next, 2)
    expect(rest.deliveries.map((one) => one.event.mark)).toEqual(['1'])
  })

  test('what is about to be wanted is added to what is, and is never taken from another’s', async () => {
    const subscribers = await createTable('shard', 'id')
    const wanted = createWantedEvents(client, subscribers)
    await wanted.widen(['send.held'])
    await createWantedEvents(forgetful, subscribers).widen(['reader.erased'])
    await Promise.all(['send.started', 'send.finished'].map((type) => wanted.widen([type])))
    expect(await wanted.get()).toEqual(
      new Set(['reader.erased', 'send.finished', 'send.held', 'send.started']),
    )
    await wanted.renew(async () => ['send.held'])
    expect(await wanted.get()).toEqual(new Set(['send.held']))
  })
})
