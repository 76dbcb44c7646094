import { beforeEach, expect, test } from 'vitest'
import { createForgetLeft } from '../../functions/subscription/readers/forget-left.ts'
import { createForgettingCursor } from '../../functions/subscription/readers/forgetting.table.ts'
import {
  createSubscribersTable,
  type SubscribersTable,
} from '../../functions/subscription/states/subscriber.table.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../builders.ts'
import { onEachDatabase } from './database.ts'

const day = 86_400_000
const before = (days: number) => new Date(noon - days * day).toISOString()
const idIn = (shard: string, number: number) => `${shard}${String(number).padStart(30, '0')}`
const person = (id: string) => ({ id, email: `${id}@example.org`, createdAt: before(500) })
const leftFor = (id: string, days: number): Subscriber =>
  aSubscriber('unsubscribed', {
    ...person(id),
    ...{
      since: before(days),
      leaving: { send: 'm-1--digest', reason: 'other' },
      fields: { role: 'student' },
    },
  })

onEachDatabase(({ client, createTable }) => {
  let subscribers: SubscribersTable
  let cursor: ReturnType<typeof createForgettingCursor>
  beforeEach(async () => {
    const name = await createTable('shard', 'id')
    subscribers = createSubscribersTable(client, name)
    cursor = createForgettingCursor(client, name)
  })
  const forgetLeft = (but: Partial<Parameters<typeof createForgetLeft>[0]> = {}, leftMs = 1_000) =>
    createForgetLeft({ subscribers, cursor, keptMs: 90 * day, now: () => noon, ...but })({
      leftMs: () => leftMs,
    })

  test('who left long ago shrinks to what keeps them out; everybody else stays as they are', async () => {
    const [long, lately, active, out] = [1, 2, 3, 4].map((number) => idIn('00', number)) as [
      ...[string, string, string, string],
    ]
    const rows = [
      leftFor(long, 91),
      leftFor(lately, 89),
      aSubscriber('active', person(active)),
      aSubscriber('suppressed', { ...person(out), since: before(400) }),
    ]
    for (const row of rows) await subscribers.replace(undefined, row)
    expect(await forgetLeft()).toEqual({ forgotten: 1, isThrough: true })
    expect(await subscribers.get(long)).toEqual({
      ...{ id: long, status: 'erased', at: before(0), revision: 2 },
      left: { at: before(91), reason: 'other' },
    })
    for (const row of rows.slice(1)) expect(await subscribers.get(row.id)).toEqual({ ...row, revision: 1 })
    expect(await forgetLeft()).toEqual({ forgotten: 0, isThrough: true })
  })

  test('out of time it goes on where it stopped, and then begins anew', async () => {
    const ids = [idIn('00', 1), idIn('7f', 1), idIn('ff', 1)]
    for (const id of ids) await subscribers.replace(undefined, leftFor(id, 100))
    let [rounds, forgotten] = [0, 0]
    for (let isThrough = false; !isThrough; rounds += 1) {
      const round = await forgetLeft({}, 0)
      forgotten += round.forgotten
      isThrough = round.isThrough
    }
    expect([rounds, forgotten]).toEqual([256, 3])
    expect(await cursor.get()).toBeUndefined()
  })

  test('one who cannot be forgotten stops nobody else, and is said without a name', async () => {
    const [first, second] = [idIn('00', 1), idIn('01', 1)]
    for (const id of [first, second]) await subscribers.replace(undefined, leftFor(id, 100))
    const broken = {
      ...subscribers,
      get: async (id: string) => {
        if (id === first) throw new Error(`no ${first}`)
        return subscribers.get(id)
      },
    }
    await expect(forgetLeft({ subscribers: broken })).rejects.toThrow(
      /^1 readers could not be forgotten: the next round tries again$/,
    )
    expect(await subscribers.get(second)).toMatchObject({ status: 'erased' })
    expect(await forgetLeft()).toEqual({ forgotten: 1, isThrough: true })
  })
})
