import { expect, test } from 'vitest'
import { eventTypes } from '../../functions/events/event-types.ts'
import { createWantedEvents } from '../../functions/events/wanted-events.table.ts'
import { onEachDatabase } from './database.ts'

onEachDatabase(({ client, createTable }) => {
  test('what is wanted is what was written last; of all types, each that there is', async () => {
    const wanted = createWantedEvents(client, await createTable('shard', 'id'))
    expect(await wanted.get()).toEqual(new Set())
    await wanted.renew(async () => ['send.held'])
    expect(await wanted.get()).toEqual(new Set(['send.held']))
    await wanted.renew(async () => ['*', 'a.newer-type'])
    for (const type of [...eventTypes, 'a.newer-type']) expect(await wanted.get()).toContain(type)
    await wanted.renew(async () => [])
    expect(await wanted.get()).toEqual(new Set())
  })
})
