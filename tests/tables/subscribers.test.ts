import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  createSubscribersTable,
  type SubscribersTable,
} from '../../functions/subscription/subscriber.table.ts'
import { idOf, type Subscriber, shardOf } from '../../functions/subscription/subscriber.ts'
import { aSubscriber } from '../builders.ts'
import { createTable, startDatabase } from './database.ts'

let database: Awaited<ReturnType<typeof startDatabase>>
let table: SubscribersTable
let name = ''
let tables = 0
beforeAll(async () => {
  database = await startDatabase()
})
beforeEach(async () => {
  tables += 1
  name = `Subscribers-${tables}`
  await createTable(database.client, name, 'shard', 'id')
  table = createSubscribersTable(database.client, name)
})
afterAll(() => database.end())

test.each([
  aSubscriber('pending'),
  aSubscriber('active', { topics: ['focus'], mailedAt: '2026-11-29T12:00:00.000Z', mails: 2 }),
  aSubscriber('active', { mailedAt: undefined }),
  aSubscriber('unsubscribed'),
  aSubscriber('suppressed', { cause: 'complaint' }),
])('what is written comes back the same, one revision on: $status', async (row) => {
  expect(await table.replace(undefined, row)).toBe('written')
  expect(await table.get(row.id)).toEqual({ ...row, revision: 1 })
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
  const { Item } = await database.client.send(
    new GetItemCommand({ TableName: name, Key: marshall({ shard: shardOf(pending.id), id: pending.id }) }),
  )
  expect(unmarshall(Item!)).not.toHaveProperty('expires')
})

test('a row that is no subscriber is a surprise, not a reader', async () => {
  const { id } = aSubscriber('active')
  const Item = marshall({ shard: shardOf(id), id, status: 'active' })
  await database.client.send(new PutItemCommand({ TableName: name, Item }))
  await expect(table.get(id)).rejects.toThrow()
})

const many = (count: number) =>
  Array.from({ length: count }, (_, number) => {
    const email = `reader-${number}@example.org`
    return aSubscriber('active', { id: idOf(email), email })
  })

test('many are read at once, whoever does not exist left out', async () => {
  const readers = many(230)
  await Promise.all(readers.map((reader) => table.replace(undefined, reader)))
  const found = await table.getMany([...readers.map(({ id }) => id), idOf('nobody@example.org')])
  expect([...found.keys()].sort()).toEqual(readers.map(({ id }) => id).sort())
  expect(await table.getMany([])).toEqual(new Map())
})

test('a shard is read in the order of ids, from any id on', async () => {
  const readers = many(40).map((reader, index) => ({ ...reader, id: `ab${String(index).padStart(30, '0')}` }))
  await Promise.all(readers.map((reader) => table.replace(undefined, reader)))
  const { subscribers, next } = await table.page('ab', readers[9]!.id)
  expect(subscribers.map(({ id }) => id)).toEqual(readers.slice(10).map(({ id }) => id))
  expect(next).toBeUndefined()
  expect(await table.page('cd')).toEqual({ subscribers: [] })
})
