import { beforeEach, expect, test } from 'vitest'
import { createOwedEvents, type OwedEvents } from '../../functions/events/owed-events.table.ts'
import { createQueueOwed } from '../../functions/events/queue-owed-events.ts'
import { createWantedEvents } from '../../functions/events/wanted-events.table.ts'
import type { Announced, WebhookEvent } from '../../functions/events/webhook-event.ts'
import { onEachDatabase } from './database.ts'

const eventOf = (about: string, at = '2026-12-01T00:00:00.000Z'): WebhookEvent => ({
  ...{ type: 'reader.erased', about, mark: '3', at },
})

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  let owed: OwedEvents
  beforeEach(async () => {
    table = await createTable('shard', 'id')
    owed = createOwedEvents(client, table)
  })

  test('what is owed is kept once each, apart from what is wanted', async () => {
    const wanted = createWantedEvents(client, table)
    await wanted.renew(async () => ['reader.erased'])
    await createOwedEvents(forgetful, table).add(eventOf('a'))
    await owed.add(eventOf('a'))
    await owed.add(eventOf('b'))
    expect((await owed.list()).map(({ about }) => about).toSorted()).toEqual(['a', 'b'])
    expect(await wanted.get()).toEqual(new Set(['reader.erased']))
  })

  test('what was queued is owed no more, unless it was announced anew meanwhile', async () => {
    await owed.add(eventOf('a'))
    await owed.add(eventOf('b', '2026-12-01T00:00:09.000Z'))
    await createOwedEvents(forgetful, table).remove(eventOf('a'))
    await owed.remove(eventOf('b'))
    expect(await owed.list()).toEqual([eventOf('b', '2026-12-01T00:00:09.000Z')])
  })

  test('it is queued before it is forgotten, so that a queue which refuses again loses nothing', async () => {
    for (const about of ['a', 'b']) await owed.add(eventOf(about))
    const sent: Announced[] = []
    let refuses = true
    const queueOwed = createQueueOwed({
      owed,
      queue: {
        send: async (messages) => {
          if (refuses && sent.length > 0) throw new Error('SQS is down')
          sent.push(...messages)
        },
      },
    })
    await expect(queueOwed()).rejects.toThrow('SQS is down')
    expect(await owed.list()).toHaveLength(1)
    refuses = false
    await queueOwed()
    expect(await owed.list()).toEqual([])
    expect(sent.map(({ event }) => event.about).toSorted()).toEqual(['a', 'b'])
  })

  test('of two who change what is wanted at once, the later has seen the other’s', async () => {
    const [one, other] = [createWantedEvents(client, table), createWantedEvents(client, table)]
    const there = new Set(['send.held'])
    let first = true
    await one.renew(async () => {
      const seen = [...there]
      if (first) {
        first = false
        there.add('reader.erased')
        await other.renew(async () => [...there])
      }
      return seen
    })
    expect(await one.get()).toEqual(new Set(['send.held', 'reader.erased']))
  })
})
