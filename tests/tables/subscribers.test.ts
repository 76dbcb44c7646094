import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test, vi } from 'vitest'
import * as z from 'zod'
import { shardOf } from '../../functions/subscription/states/reader-id.ts'
import { createSubscribe } from '../../functions/subscription/states/subscribe.ts'
import {
  createSubscribersTable,
  type SubscribersTable,
} from '../../functions/subscription/states/subscriber.table.ts'
import {
  type Erased,
  type ReaderRow,
  type Subscriber,
  waitingOf,
} from '../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../builders.ts'
import { idOf } from '../reader-ids.ts'
import { onEachDatabase } from './database.ts'

const many = (count: number, but: Partial<Subscriber & { status: 'active' }> = {}) =>
  Array.from({ length: count }, (_, number) => {
    const email = `reader-${number}@example.org`
    return aSubscriber('active', { id: idOf(email), email, ...but })
  })
/** Readers of the shard `ab`, in the order of their ids. */
const ofOneShard = (count: number, but: Partial<Subscriber & { status: 'active' }> = {}) =>
  many(count, but).map((reader, index) => ({ ...reader, id: `ab${String(index).padStart(30, '0')}` }))

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: SubscribersTable
  let name: string
  beforeEach(async () => {
    name = await createTable('shard', 'id')
    table = createSubscribersTable(client, name)
  })
  const writeAll = (readers: Subscriber[]) =>
    Promise.all(readers.map((reader) => table.replace(undefined, reader)))
  const idsOf = (readers: Iterable<ReaderRow>) => [...readers].map(({ id }) => id).sort()

  test.each([
    aSubscriber('pending'),
    aSubscriber('active', { topics: ['focus'], mailedAt: '2026-11-29T12:00:00.000Z', mails: 2 }),
    aSubscriber('active', { mailedAt: undefined }),
    aSubscriber('unsubscribed'),
    aSubscriber('unsubscribed', {
      former: [{ consent: aSubscriber('active').consent, left: '2026-11-29T13:00:00.000Z' }],
      request: { language: 'en', topics: [], consent: aSubscriber('active').consent, until: 4e9 },
      mailedAt: '2026-11-29T12:00:00.000Z',
      mails: 2,
    }),
    aSubscriber('suppressed', { cause: 'complaint' }),
    aSubscriber('suppressed', { left: '2026-11-29T13:00:00.000Z' }),
  ])('what is written comes back the same, one revision on: $status', async (row) => {
    expect(await table.replace(undefined, row)).toBe('written')
    expect(await table.get(row.id)).toEqual({ ...row, revision: 1 })
  })

  const erase = async (row: Subscriber): Promise<Erased> => {
    await table.replace(undefined, row)
    const erased = { id: row.id, status: 'erased', at: '2026-11-30T12:00:00.000Z', revision: 1 } as const
    expect(await table.replace({ ...row, revision: 1 }, erased)).toBe('written')
    return { ...erased, revision: 2 }
  }
  const itemsOf = async (id: string) => {
    const items = await Promise.all(
      [shardOf(id), 'anew'].map((shard) =>
        client.send(new GetItemCommand({ TableName: name, Key: marshall({ shard, id }) })),
      ),
    )
    return items.map(({ Item }) => Item && unmarshall(Item))
  }
  const asksAnew = (erased: Erased, but: Partial<Erased['request']> = {}): Erased => ({
    ...erased,
    request: {
      ...{ email: 'ada@example.org', language: 'en', topics: [], until: noon / 1_000 + 600, revision: 0 },
      ...{ consent: aSubscriber('active').consent, mailedAt: '2026-11-30T12:00:00.000Z', mails: 1 },
      ...but,
    },
  })

  test('of an erased reader nothing stays but the id, also of the row as it lies in the table', async () => {
    const erased = await erase(aSubscriber('active', { topics: ['focus'], fields: { name: 'Ada' } }))
    expect(await table.get(erased.id)).toEqual(erased)
    expect(await itemsOf(erased.id)).toEqual([{ ...erased, shard: shardOf(erased.id) }, undefined])
    expect(await table.getMany([erased.id, erased.id])).toEqual(new Map([[erased.id, erased]]))
  })

  test('an erased reader’s new sign-up lies apart, lapses by itself, and is gone when they are erased again', async () => {
    const erased = await erase(aSubscriber('active'))
    expect(await table.replace(erased, asksAnew(erased))).toBe('written')
    const asked = await table.get(erased.id)
    expect(asked).toEqual(asksAnew(erased, { revision: 1 }))
    expect(waitingOf(asked, noon)).toMatchObject({ status: 'pending', email: 'ada@example.org' })
    const [row, request] = await itemsOf(erased.id)
    expect(row).not.toHaveProperty('email')
    // The attribute by which DynamoDB deletes it.
    expect(request).toMatchObject({ expires: noon / 1_000 + 600 })
    await table.removeRequest(erased.id)
    expect(await itemsOf(erased.id)).toEqual([row, undefined])
  })

  test('of two forms for an erased reader at once one is written, and none counts once the row has changed', async () => {
    const erased = await erase(aSubscriber('active'))
    const asked = asksAnew(erased)
    expect(await table.replace(erased, asked)).toBe('written')
    expect(await table.replace(erased, asked)).toBe('changed-meanwhile')
    expect(await table.replace(erased, asksAnew(erased, { revision: 1, topics: ['focus'] }))).toBe('written')
    expect(await table.replace(erased, { ...erased, suppressed: 'bounce' })).toBe('written')
    expect(await table.get(erased.id)).toEqual({ ...erased, suppressed: 'bounce', revision: 3 })
    const now = { ...erased, revision: 3 }
    expect(await table.replace(now, asksAnew(now))).toBe('written')
    expect(await table.replace(erased, asked)).toBe('changed-meanwhile')
    expect(await table.get(erased.id)).toMatchObject({ request: { email: 'ada@example.org' } })
  })

  test('only who read the latest revision may write', async () => {
    const row = aSubscriber('pending')
    expect(await table.get(row.id)).toBeUndefined()
    await table.replace(undefined, row)
    expect(await table.replace(undefined, row)).toBe('changed-meanwhile')
    const [mine, theirs] = [await table.get(row.id), await table.get(row.id)]
    expect(await table.replace(mine, aSubscriber('active'))).toBe('written')
    expect(await table.replace(theirs, aSubscriber('unsubscribed'))).toBe('changed-meanwhile')
    expect(await table.get(row.id)).toMatchObject({ status: 'active', revision: 2 })
  })

  test('a sign-up that the database deleted meanwhile is not written over', async () => {
    expect(await table.replace(aSubscriber('pending'), aSubscriber('active'))).toBe('changed-meanwhile')
  })

  test('an active reader never keeps the time at which their sign-up would have been deleted', async () => {
    const pending = aSubscriber('pending')
    await table.replace(undefined, pending)
    const careless = { ...pending, status: 'active', confirmedAt: '2026-11-30T12:00:00.000Z' } as Subscriber
    await table.replace(await table.get(pending.id), careless)
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: marshall({ shard: shardOf(pending.id), id: pending.id }) }),
    )
    expect(unmarshall(Item!)).not.toHaveProperty('expires')
  })

  test('nor does somebody who left get one by signing up again', async () => {
    const row = aSubscriber('unsubscribed')
    await table.replace(undefined, row)
    const subscribe = createSubscribe({
      subscribers: table,
      idOf,
      mail: async () => ({ outcome: 'accepted', id: 'm-1' }),
      admitMail: async () => true,
      now: () => noon,
    })
    const signUp = { email: row.email, language: 'en', topics: [], form: '/subscribe' }
    expect(await subscribe(signUp, { wording: 'other words' })).toMatchObject({ outcome: 'confirm' })
    const { Item } = await client.send(
      new GetItemCommand({ TableName: name, Key: marshall({ shard: shardOf(row.id), id: row.id }) }),
    )
    expect(unmarshall(Item!)).not.toHaveProperty('expires')
    expect(unmarshall(Item!)).toMatchObject({
      status: 'unsubscribed',
      consent: row.consent,
      since: row.since,
    })
  })

  test('a row that is no subscriber is a surprise, not a reader', async () => {
    const { id } = aSubscriber('active')
    const Item = marshall({ shard: shardOf(id), id, status: 'active' })
    await client.send(new PutItemCommand({ TableName: name, Item }))
    // Named by its shard, so that somebody can find it; its key is a reader's id, and would come into the log.
    const surprise = {
      message: expect.stringMatching(new RegExp(`^(?!.*${id}).* of shard ${shardOf(id)} `)),
      cause: expect.any(z.core.$ZodError),
    }
    await expect(table.get(id)).rejects.toMatchObject(surprise)
    await expect(table.getMany([id])).rejects.toMatchObject(surprise)
    await expect(table.page(shardOf(id))).rejects.toMatchObject(surprise)
  })

  test('what is no subscriber is not written', async () => {
    const nobody = { ...aSubscriber('active'), consent: undefined } as unknown as Subscriber
    await expect(table.replace(undefined, nobody)).rejects.toThrow(z.core.$ZodError)
    expect(await table.get(nobody.id)).toBeUndefined()
  })

  test('of many who write over one revision, one does', async () => {
    const row = aSubscriber('active')
    await table.replace(undefined, row)
    const before = await table.get(row.id)
    const changes = ['focus', 'views', 'press'].map((topic) => ({ ...row, topics: [topic] }))
    const answers = await Promise.all(changes.map((after) => table.replace(before, after)))
    expect(answers.filter((answer) => answer === 'written')).toHaveLength(1)
    expect(await table.get(row.id)).toEqual({ ...changes[answers.indexOf('written')], revision: 2 })
  })

  test('a write whose answer was lost stands, and seems another’s until it is read', async () => {
    const row = aSubscriber('pending')
    const table = createSubscribersTable(forgetful, name)
    expect(await table.replace(undefined, row)).toBe('changed-meanwhile')
    const before = await table.get(row.id)
    expect(before).toEqual({ ...row, revision: 1 })
    expect(await table.replace(before, aSubscriber('active'))).toBe('changed-meanwhile')
    expect(await table.get(row.id)).toMatchObject({ status: 'active', revision: 2 })
  })

  test('only a failed condition is an answer; another error is thrown', async () => {
    const lost = createSubscribersTable(client, 'no-such-table')
    const error = { name: 'ResourceNotFoundException' }
    await expect(lost.replace(undefined, aSubscriber('active'))).rejects.toMatchObject(error)
  })

  test('many are read at once, whoever does not exist left out', async () => {
    const readers = many(230)
    await writeAll(readers)
    const found = await table.getMany([...readers.map(({ id }) => id), idOf('nobody@example.org')])
    expect(idsOf(found.values())).toEqual(idsOf(readers))
    expect(await table.getMany([])).toEqual(new Map())
  })

  // BatchGetItem answers with at most 16 MB, and the rest as unprocessed keys (API reference of BatchGetItem).
  test('whom the database leaves unprocessed is asked for again', async () => {
    const wording = 'x'.repeat(390_000)
    const readers = many(50, { consent: { ...aSubscriber('active').consent, wording } })
    await writeAll(readers)
    using calls = vi.spyOn(client, 'send')
    const found = await table.getMany(readers.map(({ id }) => id))
    expect(calls.mock.calls.length).toBeGreaterThan(1)
    expect(idsOf(found.values())).toEqual(idsOf(readers))
  })

  test('a shard is read in the order of ids, from any id on', async () => {
    const readers = ofOneShard(40)
    await writeAll(readers)
    const { subscribers, next } = await table.page('ab', readers[9]!.id)
    expect(subscribers.map(({ id }) => id)).toEqual(readers.slice(10).map(({ id }) => id))
    expect(next).toBeUndefined()
    expect(await table.page('cd')).toEqual({ subscribers: [] })
  })

  test('a shard over 1 MB is read in pages, which together have everybody once', async () => {
    const wording = 'x'.repeat(60_000)
    const readers = ofOneShard(40, { consent: { ...aSubscriber('active').consent, wording } })
    await writeAll(readers)
    const pages: string[][] = []
    let next: string | undefined
    do {
      const page = await table.page('ab', next)
      pages.push(page.subscribers.map(({ id }) => id))
      next = page.next
    } while (next)
    expect(pages.length).toBeGreaterThan(2)
    expect(pages.flat()).toEqual(readers.map(({ id }) => id))
  })

  test('the estimate of an empty table is none', async () => {
    expect(await table.estimate()).toBe(0)
  })

  test('readers who were written a moment ago are in the estimate, over 1 MB of a shard too', async () => {
    const wording = 'x'.repeat(60_000)
    const ofShard00 = Array.from({ length: 40 }, (_, number) => ({
      ...aSubscriber('active', { consent: { ...aSubscriber('active').consent, wording } }),
      id: `00${String(number).padStart(30, '0')}`,
    }))
    await writeAll(ofShard00)
    // Of eight shards that are counted one has readers.
    expect(await table.estimate()).toBe((40 * 256) / 8)
  })
})
