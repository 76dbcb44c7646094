import { beforeEach, expect, test, vi } from 'vitest'
import { type CountsTable, createCountsTable } from '../../functions/subscription/counts/counts.table.ts'
import { type DayCounts, dayAfter } from '../../functions/subscription/counts/day-counts.ts'
import { createForgetLeft } from '../../functions/subscription/readers/forget-left.ts'
import { createNightRound, type NightRoundDeps } from '../../functions/subscription/readers/night-round.ts'
import { shards } from '../../functions/subscription/states/reader-id.ts'
import {
  createSubscribersTable,
  type SubscribersTable,
} from '../../functions/subscription/states/subscriber.table.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../builders.ts'
import { onEachDatabase } from './database.ts'

const dayMs = 86_400_000
const before = (days: number) => new Date(noon - days * dayMs).toISOString()
const idIn = (shard: string, number: number) => `${shard}${String(number).padStart(30, '0')}`
const person = (id: string) => ({ id, email: `${id}@example.org`, createdAt: before(500) })
const leftFor = (id: string, days: number): Subscriber =>
  aSubscriber('unsubscribed', {
    ...person(id),
    since: before(days),
    leaving: { send: 'm-1--digest', reason: 'other' },
    fields: { role: 'student' },
  })
const active = (id: string, confirmedAt = before(400)) =>
  aSubscriber('active', { ...person(id), confirmedAt })

/** At {@link noon}, a night comes late. */
const yesterday = '2026-11-29'
const aRow = (day: string): DayCounts => ({
  day,
  at: `${dayAfter(day)}T03:00:02.345Z`,
  statuses: { active: 1_234_567, paused: 12_345, pending: 1_234, unsubscribed: 12_345, suppressed: 1_234 },
  languages: { 'zh-CN': 1_000_000, 'zh-TW': 100_000, en: 123_456, fr: 1_000, de: 1_000, ja: 1_000 },
  topics: Object.fromEntries(['all', ...Array(12).keys()].map((topic) => [`a-long-topic-${topic}`, 123_456])),
  flow: { joined: 1_234, left: 123, bounced: 12, complained: 1, suppressed: 0, erased: 0 },
})

onEachDatabase(({ client, createTable }) => {
  let subscribers: SubscribersTable
  let counts: CountsTable
  let isLate = false
  beforeEach(async () => {
    const name = await createTable('shard', 'id')
    subscribers = createSubscribersTable(client, name)
    counts = createCountsTable(client, name)
    isLate = false
  })
  const put = async (...rows: Subscriber[]) => {
    for (const row of rows) await subscribers.replace(undefined, row)
  }
  // At 03:00, or at 06:00.
  const now = () => (isLate ? Date.parse('2026-11-30T06:00:00Z') : Date.parse('2026-11-30T03:00:00Z'))
  const forgetLeft = (from: SubscribersTable = subscribers) =>
    createForgetLeft({ subscribers: from, keptMs: 90 * dayMs, now })
  const round = (but: Partial<NightRoundDeps> = {}, leftMs: () => number = () => 1_000) =>
    createNightRound({ subscribers, counts, forgetLeft: forgetLeft(), timeZone: 'UTC', now, ...but })({
      leftMs,
    })

  test('a night counts all readers and forgets who left long ago; everybody else stays as they are', async () => {
    const [long, lately, reader, out] = [1, 2, 3, 4].map((number) => idIn('00', number)) as [
      ...[string, string, string, string],
    ]
    const rows = [
      leftFor(long, 91),
      leftFor(lately, 0.9),
      active(reader),
      aSubscriber('suppressed', { ...person(out), since: before(400) }),
    ]
    await put(...rows, active(idIn('ff', 1), before(1)))
    expect(await round()).toEqual({ day: yesterday, shards: 256, forgotten: 1, isThrough: true })
    expect(await counts.days(yesterday, yesterday)).toEqual([
      {
        day: yesterday,
        at: '2026-11-30T03:00:00.000Z',
        statuses: { active: 2, unsubscribed: 2, suppressed: 1 },
        languages: { en: 2 },
        topics: { all: 2 },
        flow: { joined: 1, left: 1, bounced: 0, complained: 0, suppressed: 0, erased: 0 },
      },
    ])
    expect(await subscribers.get(long)).toMatchObject({
      ...{ id: long, status: 'erased', revision: 2 },
      left: { at: before(91), reason: 'other' },
    })
    for (const row of rows.slice(1)) expect(await subscribers.get(row.id)).toEqual({ ...row, revision: 1 })
  })

  test('what a night has written stays, whatever becomes of its readers later', async () => {
    await put(leftFor(idIn('00', 1), 91), active(idIn('00', 2)))
    await round()
    const written = await counts.days(yesterday, yesterday)
    await put(active(idIn('00', 3)))
    expect(await round()).toEqual({ day: yesterday, shards: 0, forgotten: 0, isThrough: true })
    await counts.putDay({ ...written[0]!, statuses: {} })
    await counts.putShard(yesterday, { ...(await counts.shards(yesterday))[0]!, statuses: {} })
    expect(await counts.days(yesterday, yesterday)).toEqual(written)
    expect((await counts.shards(yesterday))[0]).toMatchObject({ statuses: { active: 1, unsubscribed: 1 } })
  })

  test.each(['before', 'after'] as const)(
    'a night killed %s any of its writes, and gone on with, writes what one that was not killed does',
    async (when) => {
      const rows = ['00', '7f', 'ff'].flatMap((shard) => [
        leftFor(idIn(shard, 1), 100),
        active(idIn(shard, 2), before(1)),
      ])
      const other = createCountsTable(client, await createTable('shard', 'id'))
      await put(...rows)
      await round({ counts: other, forgetLeft: async () => 0 })
      const writes = { made: 0, last: 0 }
      const killing = <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) => {
        return async (...args: Args): Promise<Result> => {
          writes.made += 1
          const { made, last } = writes
          // Nothing is written by who is dead.
          if (made > last || (made === last && when === 'before')) throw new Error('killed')
          const result = await write(...args)
          if (made === last) throw new Error('killed')
          return result
        }
      }
      const mortal = {
        counts: {
          ...counts,
          putShard: killing(counts.putShard),
          putDay: killing(counts.putDay),
          forgotIn: killing(counts.forgotIn),
        },
        forgetLeft: forgetLeft({ ...subscribers, replace: killing(subscribers.replace) }),
      }
      for (const last of [1, 2, 3, 130, 123, 6, 1, 2]) {
        Object.assign(writes, { made: 0, last })
        await round(mortal).catch(() => {})
      }
      expect(await round()).toMatchObject({ isThrough: true })
      expect(await counts.days(yesterday, yesterday)).toEqual(await other.days(yesterday, yesterday))
      expect(await counts.shards(yesterday)).toEqual(await other.shards(yesterday))
      for (const shard of ['00', '7f', 'ff'])
        expect(await subscribers.get(idIn(shard, 1))).toMatchObject({ status: 'erased', revision: 2 })
    },
  )

  test('out of time, a round leaves the rest to the next; it is an error only when it is late', async () => {
    await put(...['00', '7f', 'ff'].map((shard) => leftFor(idIn(shard, 1), 100)))
    let turns = 0
    const forSome = () => {
      turns += 1
      return turns % 100 === 0 ? 0 : 1
    }
    expect(await round({}, forSome)).toMatchObject({ shards: 99, forgotten: 1, isThrough: false })
    isLate = true
    await expect(round({}, forSome)).rejects.toThrow(
      `The readers of ${yesterday} are not all counted by 6:00: the day may stay missing`,
    )
    expect(await round({}, forSome)).toEqual({ day: yesterday, shards: 58, forgotten: 1, isThrough: true })
  })

  test('what a round that died did not forget is forgotten by the next, and late it is an error that it is not', async () => {
    await put(leftFor(idIn('00', 1), 100), active(idIn('00', 2)))
    const dying = async () => {
      throw new Error('killed')
    }
    await expect(round({ forgetLeft: dying })).rejects.toThrow('failed in 1 of 256 shards')
    const written = await counts.days(yesterday, yesterday)
    expect(written).toMatchObject([{ statuses: { active: 1, unsubscribed: 1 } }])
    expect(await round({}, () => 0)).toEqual({ day: yesterday, shards: 0, forgotten: 0, isThrough: false })
    isLate = true
    await expect(round({}, () => 0)).rejects.toThrow('Not all is forgotten by 6:00')
    expect(await round()).toEqual({ day: yesterday, shards: 0, forgotten: 1, isThrough: true })
    expect(await subscribers.get(idIn('00', 1))).toMatchObject({ status: 'erased' })
    expect(await counts.days(yesterday, yesterday)).toEqual(written)
  })

  test('one who cannot be forgotten stops nobody else and no count, and is said without a name', async () => {
    const [first, second] = [idIn('00', 1), idIn('01', 1)]
    await put(leftFor(first, 100), leftFor(second, 100))
    const broken = {
      ...subscribers,
      get: async (id: string) => {
        if (id === first) throw new Error(`no ${first}`)
        return subscribers.get(id)
      },
    }
    const failed = await round({ forgetLeft: forgetLeft(broken) }).catch((error: Error) => error)
    expect(failed).toMatchObject({
      message: `The night after ${yesterday} failed in 1 of 256 shards`,
      cause: new Error('1 readers could not be forgotten: the next round tries again'),
    })
    expect(await subscribers.get(second)).toMatchObject({ status: 'erased' })
    expect(await counts.days(yesterday, yesterday)).toHaveLength(1)
    expect(await round()).toEqual({ day: yesterday, shards: 0, forgotten: 1, isThrough: true })
    expect(await subscribers.get(first)).toMatchObject({ status: 'erased' })
  })

  test('two years of days are one query, in order', async () => {
    const from = '2024-11-30'
    const days = Array.from({ length: 730 }, (_, day) => dayAfter(from, day))
    for (let at = 0; at < days.length; at += 50)
      await Promise.all(days.slice(at, at + 50).map((day) => counts.putDay(aRow(day))))
    using calls = vi.spyOn(client, 'send')
    expect(await counts.days(from, yesterday)).toEqual(days.map(aRow))
    expect(calls.mock.calls).toHaveLength(1)
    expect(await counts.days('2026-11-01', '2026-11-03')).toHaveLength(3)
    expect(shards).toHaveLength(256)
  })
})
