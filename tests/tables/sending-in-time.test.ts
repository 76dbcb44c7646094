import { expect, test } from 'vitest'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const hour = 3_600_000
const day = 24 * hour
const digest = 'matrix-64--digest'

onEachDatabase(({ name, client, createTable }) => {
  const aWorld = async (readers: Subscriber[], options: WorldOptions = {}) =>
    aSendingWorld(client, await createTable('pk', 'sk'), readers, options)

  test('a send by readers’ own clocks mails each when it is nine there, as one send', async () => {
    const zones = [
      'Pacific/Kiritimati',
      'Asia/Tokyo',
      'Europe/Paris',
      'America/Lima',
      'Etc/GMT+12',
      undefined,
    ]
    const readers = zones.map((timeZone, number) => anActiveReader(number, timeZone ? { timeZone } : {}))
    const world = await aWorld(readers)
    // The world’s clock stands at 2026-12-01T01:00Z, and its publication is in UTC.
    await world.sends.create({
      ...{ id: digest, issue: 'matrix-64', by: 'ada', requestedAt: '2026-12-01T01:00:00.000Z', holds: {} },
      ownZones: '2026-12-02T09:00:00',
    })
    world.advance(18 * hour)
    await world.schedule({ kind: 'start', send: digest })
    const byHour: [number, number][] = []
    for (let hours = 0; hours <= 27; hours += 1) {
      await world.work()
      const count = world.mailed.length
      if (count !== byHour.at(-1)?.[1]) byHour.push([hours, count])
      world.advance(hour)
    }
    expect(byHour).toEqual([
      [0, 1],
      [5, 2],
      [13, 3],
      [14, 4],
      [19, 5],
      [26, 6],
    ])
    expect(new Set(world.mailed).size).toBe(6)
    expect(await world.status()).toMatchObject({ state: 'finished', audience: { accepted: 6, waiting: 0 } })
  })

  test('who cancels a send by readers’ clocks leaves out those whose time has not come', async () => {
    const world = await aWorld([
      anActiveReader(1, { timeZone: 'Pacific/Kiritimati' }),
      anActiveReader(2, { timeZone: 'America/Lima' }),
    ])
    await world.sends.create({
      ...{ id: digest, issue: 'matrix-64', by: 'ada', requestedAt: '2026-12-01T01:00:00.000Z', holds: {} },
      ownZones: '2026-12-02T09:00:00',
    })
    world.advance(18 * hour)
    await world.schedule({ kind: 'start', send: digest })
    await world.work()
    await world.control.cancel(digest)
    await world.work()
    const { state, audience } = await world.status()
    expect(state).toBe('cancelled')
    expect(audience).toMatchObject({ candidates: 2, accepted: 1, excluded: { cancelled: 1 }, waiting: 0 })
  })

  const aNewReader = anActiveReader(900, { confirmedAt: '2026-12-01T03:00:00.000Z' }) as Extract<
    Subscriber,
    { status: 'active' }
  >
  const first = 'matrix-64--welcome-0-2026-12'
  const second = 'matrix-64--welcome-7-2026-12'

  test('a new reader gets the series once: what went out last, and a week later the next letter', async () => {
    const world = await aWorld([anActiveReader(1), aNewReader])
    await world.run()
    expect(world.mailed).toHaveLength(1)
    const confirmed = {
      kind: 'confirmed',
      subscriber: aNewReader.id,
      at: Date.parse(aNewReader.confirmedAt),
    } as const
    for (const _ of [1, 2]) expect(await world.schedule(confirmed)).toBe('welcomed')
    await world.work()
    expect(world.mailed.filter((id) => id === aNewReader.id)).toHaveLength(1)
    expect((await world.status(second)).audience).toMatchObject({ candidates: 1, waiting: 1 })
    world.advance(7 * day)
    await world.work()
    await world.schedule(confirmed)
    await world.work()
    expect(world.mailed.filter((id) => id === aNewReader.id)).toHaveLength(2)
    for (const id of [first, second])
      expect(await world.status(id)).toMatchObject({
        state: 'finished',
        audience: { candidates: 1, accepted: 1, waiting: 0 },
      })
    expect((await world.openSends.list()).open).toEqual([])
  })

  test('a worker killed anywhere in a welcome loses nobody and repeats nobody', async () => {
    const outcome = async (options: WorldOptions) => {
      const world = await aWorld([aNewReader], options)
      await world.sends.create({
        ...{ id: digest, issue: 'matrix-64', by: 'ada', requestedAt: '', holds: {} },
        frozen: { at: '2026-12-01T02:00:00.000Z', editions: {}, topics: [], ranges: 1 },
      })
      // The digest went by this reader: it was planned without them.
      await world.planSteps.take(digest, 0, { number: 0, upTo: '', groups: [], leftOut: {}, last: true })
      const welcome = () =>
        world.schedule({
          kind: 'confirmed',
          subscriber: aNewReader.id,
          at: Date.parse(aNewReader.confirmedAt),
        })
      let killed = false
      const giveBack = () => {
        killed = true
      }
      await world.survive(welcome, giveBack)
      if (killed) await welcome()
      // Whatever dies is done by the next round at the latest.
      for (let round = 0; round < 2; round += 1) await world.work()
      world.advance(8 * day)
      for (let round = 0; round < 2; round += 1) await world.work()
      return { world, calls: world.calls() }
    }
    const { calls } = await outcome({})
    // On the slower database, calls of every kind, but not all of them.
    for (let at = 1; at <= calls; at += name === 'dynalite' ? 1 : 7) {
      const killed = async (when: 'before' | 'after') => {
        const { world } = await outcome({ crash: { at, when } })
        const uncertain =
          (await world.derived(first)).audience.uncertain + (await world.derived(second)).audience.uncertain
        const sent = world.mailed.length
        expect(sent, `killed ${when} call ${at} of ${calls}`).toBeLessThanOrEqual(2)
        expect(sent + uncertain, `killed ${when} call ${at} of ${calls}`).toBeGreaterThanOrEqual(2)
        await world.report()
        const accepted =
          (await world.derived(first)).audience.accepted + (await world.derived(second)).audience.accepted
        expect(accepted, `killed ${when} call ${at} of ${calls}`).toBe(sent)
      }
      await Promise.all([killed('before'), killed('after')])
    }
  })

  test('who is not confirmed yet is waited for, who never is gets nothing', async () => {
    const { confirmedAt, ...person } = aNewReader
    const pending = {
      ...person,
      status: 'pending',
      expires: 4e9,
      mailedAt: confirmedAt,
      mails: 1,
    } as Subscriber
    const world = await aWorld([pending])
    const asked = Date.parse('2026-12-01T01:00:00Z')
    const message = { kind: 'confirmed', subscriber: pending.id, at: asked } as const
    await expect(world.schedule(message)).rejects.toThrow('not confirmed yet')
    world.advance(61_000)
    expect(await world.schedule(message)).toBe('not-confirmed')
    expect(await world.schedule({ ...message, subscriber: '0'.repeat(32) })).toBe('not-confirmed')
    expect(world.mailed).toEqual([])
  })

  test('who left and confirms anew is waited for as well', async () => {
    const { confirmedAt, status, ...person } = aNewReader as Subscriber & { status: 'active' }
    const { language, topics, consent } = person
    const left = { ...person, status: 'unsubscribed', since: confirmedAt } as const
    const world = await aWorld([{ ...left, request: { language, topics, consent, until: 4e9 } }])
    const asked = Date.parse('2026-12-01T01:00:00Z')
    const message = { kind: 'confirmed', subscriber: person.id, at: asked } as const
    await expect(world.schedule(message)).rejects.toThrow('not confirmed yet')
    world.advance(61_000)
    expect(await world.schedule(message)).toBe('not-confirmed')
    expect(world.mailed).toEqual([])
  })

  test('a send that bounces too much stands still until a person has looked, who hears of it once', async () => {
    const readers = Array.from({ length: 700 }, (_, number) => anActiveReader(number))
    const world = await aWorld(readers)
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const hint = world.batchQueue.shift()!
    await world.deliver(hint.batch)
    const before = world.mailed.length
    expect(before).toBeGreaterThan(100)
    await world.report((one) => ({ ...one, code: one.index % 8 === 0 ? 'b' : 'd' }))
    for (const _ of [1, 2]) await world.sweep()
    expect((await world.status()).state).toBe('held')
    // Each round has them told of the same, which is mailed once.
    expect(new Set(world.notices.map((notice) => JSON.stringify(notice))).size).toBe(1)
    expect(world.notices[0]).toMatchObject({ about: 'held', cause: 'reputation', send: digest })
    await world.work()
    expect(world.mailed).toHaveLength(before)
    expect(await world.control.resume(digest)).toEqual({ outcome: 'done' })
    await world.work()
    await world.work()
    expect(new Set(world.mailed).size).toBe(700)
    expect(world.mailed).toHaveLength(700)
    expect((await world.status()).state).toBe('finished')
  })

  test('an event that comes after a person said “send again” spares its reader the second mail', async () => {
    const readers = Array.from({ length: 60 }, (_, number) => anActiveReader(number))
    const world = await aWorld(readers, { crash: { at: 30, when: 'before' } })
    await world.run()
    const { uncertain } = (await world.status()).audience
    const sent = world.mailed.length
    expect(uncertain).toBeGreaterThan(1)
    expect(sent).toBeGreaterThan(1)
    const { changed } = (await world.resend()) as { changed: number }
    expect(changed).toBe(uncertain)
    // They wait again; now SES reports those that it had taken, before any worker comes.
    await world.report()
    await world.run()
    expect(new Set(world.mailed).size).toBe(world.mailed.length)
    expect((await world.status()).audience).toMatchObject({ accepted: 60, uncertain: 0, waiting: 0 })
  })
})
