import { expect, test } from 'vitest'
import { createSlicesFor, mostLately } from '../../functions/sending/schedule/measure-audience.ts'
import { createRequestSend } from '../../functions/sending/schedule/request-send.ts'
import { sliceOf } from '../../functions/sending/schedule/warm-up.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const hour = 3_600_000
const digest = 'matrix-64--digest'
const slices = [1, 2, 4]
const readers = Array.from({ length: 24 }, (_, number) => anActiveReader(number))
/** Who is in each slice. */
const parts = slices.map((_, slice) => readers.filter(({ id }) => sliceOf(slices, id) === slice))
const sizes = parts.map(({ length }) => length)
const upTo = (slice: number) => sizes.slice(0, slice + 1).reduce((sum, size) => sum + size, 0)

onEachDatabase(({ client, createTable }) => {
  const aWorld = async (options: WorldOptions = {}, some: Subscriber[] = readers) =>
    aSendingWorld(client, await createTable('pk', 'sk'), some, { slices, ...options })
  /** Lets a day pass, less what `work` itself takes. */
  const day = (world: Awaited<ReturnType<typeof aWorld>>) => world.advance(24 * hour)

  test('each slice goes out on its day, nobody twice, and the send is under way until the last', async () => {
    const world = await aWorld()
    await world.start()
    const seen: number[] = []
    for (const [slice] of slices.entries()) {
      await world.work()
      seen.push(world.mailed.length)
      const { state, warmUp, audience, nextDue } = await world.status()
      expect(audience).toMatchObject({ candidates: 24, accepted: upTo(slice), waiting: 24 - upTo(slice) })
      expect(warmUp).toMatchObject({ slice: slice + 1, of: 3 })
      expect(state).toBe(slice < 2 ? 'delivering' : 'finished')
      expect(warmUp?.next).toBe(nextDue)
      day(world)
    }
    expect(seen).toEqual([upTo(0), upTo(1), 24])
    expect(new Set(world.mailed).size).toBe(24)
    expect(new Set(world.mailed.slice(0, sizes[0]))).toEqual(new Set(parts[0]!.map(({ id }) => id)))
    expect(world.notices).toEqual([])
    await world.work()
    expect((await world.openSends.list()).open).toEqual([])
  })

  test('a slice that bounces holds the send before the next, until a person has looked', async () => {
    const many = Array.from({ length: 60 }, (_, number) => anActiveReader(number))
    const halves = [1, 1]
    const firstHalf = many.filter(({ id }) => sliceOf(halves, id) === 0).length
    const world = await aWorld({ slices: halves }, many)
    await world.start()
    await world.work()
    expect(world.mailed).toHaveLength(firstHalf)
    await world.report((one) => ({ ...one, code: 'b' }))
    await world.work()
    day(world)
    await world.work()
    expect((await world.status()).state).toBe('held')
    expect(world.mailed).toHaveLength(firstHalf)
    expect(world.notices).toContainEqual(expect.objectContaining({ about: 'held', cause: 'reputation' }))
    await world.control.resume(digest)
    await world.work()
    expect(new Set(world.mailed).size).toBe(60)
  })

  test.each(['pause', 'cancel'] as const)(
    'after a %s of days the slices go on from where they stood, a day apart',
    async (how) => {
      const world = await aWorld()
      await world.start()
      await world.work()
      await world.control[how](digest)
      for (const _ of [1, 2, 3, 4, 5]) {
        day(world)
        if (how === 'pause') await world.work()
      }
      if (how === 'pause') await world.control.resume(digest)
      else {
        const request = createRequestSend({
          ...world,
          queue: { send: async () => {} },
          time: { likely: world.now },
        })
        const { cancelledAt } = (await world.sends.get(digest))!
        await request({ issue: 'matrix-64', anew: cancelledAt! })
        await world.schedule({ kind: 'start', send: digest })
      }
      await world.work()
      expect(world.mailed).toHaveLength(upTo(1))
      expect(await world.status()).toMatchObject({ state: 'delivering', warmUp: { slice: 2, of: 3 } })
      world.advance(20 * hour)
      await world.work()
      expect(world.mailed).toHaveLength(upTo(1))
      day(world)
      await world.work()
      expect(world.mailed).toHaveLength(24)
      expect(new Set(world.mailed).size).toBe(24)
    },
  )

  test('a cancel leaves out the slices that have not begun', async () => {
    const world = await aWorld()
    await world.start()
    await world.work()
    await world.control.cancel(digest)
    await world.work()
    const { state, audience, warmUp } = await world.status()
    expect(state).toBe('cancelled')
    expect(warmUp).toBeUndefined()
    expect(audience).toMatchObject({
      accepted: sizes[0],
      excluded: { cancelled: 24 - sizes[0]! },
      waiting: 0,
    })
    day(world)
    await world.work()
    expect(world.mailed).toHaveLength(sizes[0]!)
  })

  test('who failed in the first slice is sent it again at once; nobody else comes sooner for it', async () => {
    let isRefusing = true
    const refused = parts[0]![0]!.id
    const world = await aWorld({
      answer: (reader) =>
        isRefusing && reader === refused ? { outcome: 'rejected', reason: 'MessageRejected' } : undefined,
    })
    await world.start()
    await world.work()
    expect((await world.status()).audience.failed).toEqual({ rejected: 1 })
    isRefusing = false
    await world.control.retry(digest)
    await world.work()
    expect(new Set(world.mailed)).toEqual(new Set(parts[0]!.map(({ id }) => id)))
  })

  test('a worker killed anywhere between slices loses nobody and repeats nobody', async () => {
    const few = readers.slice(0, 9)
    for (let at = 1; ; at += 5) {
      const world = await aWorld({ crash: { at, when: at % 2 ? 'before' : 'after' }, estimate: 4_000 }, few)
      await world.survive(world.start, () => {})
      if ((await world.sends.get(digest))?.frozen === undefined) await world.start()
      for (const _ of slices) {
        await world.work()
        await world.work()
        day(world)
      }
      const { audience } = await world.status()
      expect(new Set(world.mailed).size, `killed at ${at}`).toBe(world.mailed.length)
      expect(audience.accepted + audience.uncertain, `killed at ${at}`).toBe(9)
      if (!world.crashed()) return
    }
  })

  test('a send is sliced by what was lately mailed, unless somebody knows the domain', async () => {
    const world = await aWorld()
    const many = Array.from({ length: 1_200 }, (_, number) => anActiveReader(number))
    const subscribers = {
      page: async (shard: string) => ({ subscribers: many.filter(({ id }) => id.startsWith(shard)) }),
      get: async () => undefined,
    }
    const frozen = {
      at: '2026-12-01T01:00:00.000Z',
      editions: { en: 'x', 'zh-CN': 'y' },
      topics: [],
      ranges: 1,
    }
    const send = { id: 'a--digest', issue: 'a', by: 'ada', requestedAt: frozen.at, holds: {} }
    const everybody = { ...frozen, forEverybody: true } as const
    const slicesFor = createSlicesFor({ ...world, subscribers, isOff: false })
    expect(await slicesFor(send, everybody, 1_000)).toEqual([400, 800])
    // Of the languages one is a third.
    expect(await slicesFor({ ...send, filter: { languages: ['en'] } }, everybody, 1_000)).toBeUndefined()
    expect(await slicesFor({ ...send, allAtOnce: 'ada' }, everybody, 1_000)).toBeUndefined()
    expect(
      await slicesFor({ ...send, test: { address: 'a@example.org', language: 'en' } }, everybody, 1_000),
    ).toBeUndefined()
    expect(
      await createSlicesFor({ ...world, subscribers, isOff: true })(send, everybody, 1_000),
    ).toBeUndefined()
  })

  test('nobody is counted where an estimate says that there are few, and all are where there may be many', async () => {
    const world = await aWorld()
    let pages = 0
    const page = async () => {
      pages += 1
      return { subscribers: [] }
    }
    const slicesFor = createSlicesFor({
      ...world,
      subscribers: { page, get: async () => undefined },
      isOff: false,
    })
    const frozen = {
      ...{ at: '2026-12-01T01:00:00.000Z', editions: { en: 'x' }, topics: [], ranges: 1 },
      forEverybody: true as const,
    }
    const send = { id: 'a--digest', issue: 'a', by: 'ada', requestedAt: frozen.at, holds: {} }
    // Of each 32 readers one was seen.
    for (const estimate of [0, 32, 96]) await slicesFor(send, frozen, estimate)
    expect(pages).toBe(0)
    await slicesFor(send, frozen, 160)
    expect(pages).toBe(256)
  })

  test('what was lately mailed is the most of one send; of one that is warming up, half of it so far', async () => {
    const world = await aWorld({})
    await world.start()
    await world.work()
    const lately = () => mostLately(world, world.now())
    expect(await lately()).toBe(Math.floor(sizes[0]! / 2))
    for (const _ of slices) {
      day(world)
      await world.work()
    }
    expect(await lately()).toBe(24)
    world.advance(121 * 24 * hour)
    expect(await lately()).toBe(0)
  })

  test('of a warm-up that was cancelled it is half of what went out, also when its days are over', async () => {
    const world = await aWorld({ slices: [4, 7, 13] })
    await world.start()
    await world.work()
    day(world)
    await world.work()
    await world.control.cancel(digest)
    for (const _ of slices) day(world)
    await world.work()
    const { accepted } = (await world.status()).audience
    expect(accepted).toBeGreaterThan(1)
    expect(accepted).toBeLessThan(18)
    expect(await mostLately(world, world.now())).toBe(Math.floor(accepted / 2))
  })
})
