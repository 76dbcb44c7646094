import { expect, test } from 'vitest'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const readers: Subscriber[] = [
  ...Array.from({ length: 70 }, (_, number) => anActiveReader(number)),
  { ...anActiveReader(1_000), status: 'unsubscribed', since: '2026-11-02T00:00:00.000Z' },
  { ...anActiveReader(1_001), status: 'suppressed', cause: 'bounce', since: '2026-11-02T00:00:00.000Z' },
  anActiveReader(1_002, { confirmedAt: '2026-12-02T00:00:00.000Z' }),
  anActiveReader(1_003, { topics: ['press'] }),
  anActiveReader(1_004, { language: 'fr' }),
  anActiveReader(1_005, { paused: { since: '2026-11-02T00:00:00.000Z', until: '2027-02-02T00:00:00.000Z' } }),
]
const everyone = readers.slice(0, 70).map(({ id }) => id)
/** Some of each kind, in two chunks or more: a run for each call that a worker may die at is quick. */
const few = readers.filter((_, at) => at < 6 || at >= 70)
const fewMailed = few.slice(0, 6).map(({ id }) => id)
/** At this rate no more than three calls are marked under way at once. */
const smallRate = 0.32

onEachDatabase(({ name, client, createTable }) => {
  /** A sending world with a ledger of its own; sending never changes the subscribers. */
  const aWorld = async (options: WorldOptions = {}, audience = readers) =>
    aSendingWorld(client, await createTable('pk', 'sk'), audience, options)
  const aSmallWorld = (options: WorldOptions = {}) =>
    aWorld({ estimate: 10, rate: smallRate, ...options }, few)

  test('a send reaches every active reader once and accounts for everybody else', async () => {
    const world = await aWorld()
    await world.run()
    expect([...world.mailed].sort()).toEqual([...everyone].sort())
    expect(await world.status()).toMatchObject({
      state: 'finished',
      audience: {
        candidates: 76,
        accepted: 70,
        excluded: {
          ...{ unsubscribed: 1, suppressed: 1, paused: 1 },
          ...{ 'joined-later': 1, 'no-topic': 1, 'no-edition': 1 },
        },
        failed: {},
        uncertain: 0,
        waiting: 0,
      },
    })
  })

  // On the slower database, calls of every kind, but not all of them.
  const stride = name === 'dynalite' ? 1 : 11
  test('a worker killed at any call loses nobody, repeats nobody, and the sums still hold', async () => {
    const calm = await aSmallWorld()
    await calm.run()
    const calls = calm.calls()
    expect(calm.callsAt).toHaveLength(6)

    const killed = async (at: number, when: 'before' | 'after') => {
      const world = await aSmallWorld({ crash: { at, when } })
      await world.run()
      const { state, audience } = await world.status()
      const where = `killed ${when} call ${at} of ${calls}`
      expect(world.crashed(), where).toBe(true)
      expect(new Set(world.mailed).size, `${where}: repeated`).toBe(world.mailed.length)
      expect(audience.accepted + audience.uncertain, `${where}: lost`).toBe(6)
      expect(audience, where).toMatchObject({ candidates: 12, waiting: 0, failed: {} })
      expect(audience.uncertain, where).toBeLessThanOrEqual(3)
      expect(state, where).toBe('finished')
      expect(audience, `${where}: sums`).toEqual((await world.derived()).audience)

      await world.report()
      const settled = (await world.status()).audience
      expect(settled, `${where}: events`).toMatchObject({ accepted: world.mailed.length, waiting: 0 })
      expect(settled, `${where}: sums`).toEqual((await world.derived()).audience)
      await world.resend()
      await world.run()
      expect([...world.mailed].sort(), `${where}: resolved`).toEqual([...fewMailed].sort())
      expect((await world.status()).audience, where).toMatchObject({
        accepted: 6,
        uncertain: 0,
        waiting: 0,
      })
    }
    for (let at = 1; at <= calls; at += stride) await Promise.all([killed(at, 'before'), killed(at, 'after')])
  })

  test('events that come before the worker dies settle its chunk when the next one finds it', async () => {
    const twoRanges = { estimate: 5_000 }
    const calm = await aSmallWorld(twoRanges)
    await calm.run()
    for (let at = 1; at <= calm.calls(); at += stride) {
      const world = await aSmallWorld({ ...twoRanges, crash: { at, when: 'after' }, eventsAtOnce: true })
      await world.run()
      const { audience } = await world.status()
      expect(audience.accepted, `killed after call ${at}`).toBe(world.mailed.length)
      expect(audience.uncertain, `killed after call ${at}`).toBe(6 - world.mailed.length)
    }
  })

  test('two workers with one batch make one mailing', async () => {
    const world = await aWorld()
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const keys = world.batchQueue.splice(0).map(({ batch }) => batch)
    const outcomes = await Promise.all([...keys, ...keys].map((key) => world.deliver(key)))
    expect(outcomes.filter((outcome) => outcome === 'nothing-to-do')).toHaveLength(keys.length)
    expect([...world.mailed].sort()).toEqual([...everyone].sort())
  })

  test('two planners of one range agree on its batches', async () => {
    const world = await aWorld()
    await world.start()
    const ranges = world.planQueue.splice(0).map(({ range }) => range)
    await Promise.all([...ranges, ...ranges].map((range) => world.plan(range)))
    await world.run()
    expect([...world.mailed].sort()).toEqual([...everyone].sort())
    expect((await world.status()).audience).toMatchObject({ candidates: 76, accepted: 70, waiting: 0 })
  })

  test('an unsubscription that is acknowledged before the reader’s state is read holds', async () => {
    const audience = [...readers]
    const world = await aWorld({}, audience)
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const leaver = audience[7]!
    audience[7] = { ...leaver, status: 'unsubscribed', since: '2026-12-01T01:00:01.000Z' } as Subscriber
    await world.run()
    expect(world.mailed).not.toContain(leaver.id)
    expect((await world.status()).audience).toMatchObject({ accepted: 69, excluded: { unsubscribed: 2 } })
  })

  test('throttling is waited out, and nobody fails by it', async () => {
    let throttles = 0
    const world = await aWorld({
      answer: () => (++throttles % 3 === 0 ? { outcome: 'throttled' } : undefined),
    })
    await world.run()
    expect((await world.status()).audience).toMatchObject({ accepted: 70, failed: {}, waiting: 0 })
  })

  test('the daily quota stops a send cleanly, and it goes on by itself when SES’s live quota has room', async () => {
    let max = 30
    const world = await aWorld({
      answer: (_, mailed) => (mailed >= max ? { outcome: 'quota' } : undefined),
      quota: () => ({ rate: 500, max, sent: world.mailed.length }),
    })
    await world.run()
    expect(await world.status()).toMatchObject({
      state: 'held',
      send: { holds: { quota: expect.any(String) } },
      audience: { accepted: 30, uncertain: 0, waiting: 40, failed: {} },
    })
    max = 200
    await world.run()
    expect(await world.status()).toMatchObject({
      state: 'finished',
      send: { holds: {} },
      audience: { accepted: 70, uncertain: 0, waiting: 0 },
    })
  })

  test('what SES refuses has failed, and what it never answered is uncertain; neither is sent again', async () => {
    const world = await aWorld({
      answer: (reader) => {
        if (reader === everyone[3]) return { outcome: 'rejected', reason: 'MessageRejected' }
        return reader === everyone[4] ? { outcome: 'uncertain', reason: 'ECONNRESET' } : undefined
      },
    })
    await world.run()
    const { state, audience } = await world.status()
    expect(audience).toMatchObject({ accepted: 68, failed: { rejected: 1 }, uncertain: 1, waiting: 0 })
    expect(state).toBe('finished')
  })

  test('a worker that runs out of time gives its batch back, and another goes on with it', async () => {
    let left = 3
    const world = await aWorld({ remainingMs: () => (--left % 3 === 0 ? 10_000 : 120_000) })
    await world.run()
    expect((await world.status()).audience).toMatchObject({ accepted: 70, uncertain: 0, waiting: 0 })
  })
})
