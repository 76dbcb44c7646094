import { expect, test } from 'vitest'
import { createLeftInboxes } from '../../functions/subscription/states/left-inboxes.table.ts'
import { createSubscribersTable } from '../../functions/subscription/states/subscriber.table.ts'
import { idOf } from '../reader-ids.ts'
import { onEachDatabase } from './database.ts'

onEachDatabase(({ client, forgetful, createTable }) => {
  test('inboxes that were left are found among any number, noted once or twice, and no walk through the readers meets them', async () => {
    const name = await createTable('shard', 'id')
    const inboxes = createLeftInboxes(forgetful, name)
    const all = Array.from({ length: 230 }, (_, at) => idOf(`reader-${at}@example.org`))
    expect(await inboxes.among(all)).toEqual(new Set())
    const left = [all[0]!, all[7]!, all[229]!]
    for (const one of [...left, left[0]!]) await inboxes.note(one)
    expect(await inboxes.among([...all, ...all])).toEqual(new Set(left))
    expect(await inboxes.among([])).toEqual(new Set())
    const readers = createSubscribersTable(client, name)
    for (const one of left) {
      expect(await readers.get(one)).toBeUndefined()
      expect((await readers.page(one.slice(0, 2))).subscribers).toEqual([])
    }
  })
})
