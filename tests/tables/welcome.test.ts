import { expect, test } from 'vitest'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const digest = 'matrix-64--digest'
const day = 86_400_000
/** The month of the world’s clock, and the next. */
const latest = 'matrix-64--welcome-0-2026-12'
const weekLater = 'matrix-64--welcome-7-2026-12'
const inJanuary = 'matrix-64--welcome-0-2027-01'
type Active = Extract<Subscriber, { status: 'active' }>

onEachDatabase(({ client, createTable }) => {
  /** A world of readers who come and go. */
  const aWorld = async (readers: Subscriber[], options: WorldOptions = {}) => {
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers, { estimate: 10, ...options })
    const is = (reader: Subscriber) => {
      const at = readers.findIndex(({ id }) => id === reader.id)
      if (at < 0) readers.push(reader)
      else readers[at] = reader
    }
    return {
      world,
      leaves: (reader: Active) => is({ ...reader, status: 'unsubscribed', since: reader.confirmedAt }),
      /** Confirms, and the message of it is taken in. */
      comes: async (reader: Active, confirmedAt: string) => {
        world.advance(Math.max(0, Date.parse(confirmedAt) - world.now()))
        is({ ...reader, confirmedAt })
        const message = { kind: 'confirmed', subscriber: reader.id, at: Date.parse(confirmedAt) } as const
        expect(await world.schedule(message)).toBe('welcomed')
      },
      is,
      mailsTo: (reader: Active) => world.mailed.filter((id) => id === reader.id).length,
      audience: async (send: string) => (await world.derived(send)).audience,
    }
  }
  const aReader = (number: number, confirmedAt = '2026-11-01T00:00:00.000Z') =>
    anActiveReader(number, { confirmedAt }) as Active
  const some = aReader(1)

  test('who has the issue from the send does not get it as a welcome, too', async () => {
    const reader = aReader(2)
    const { world, comes, mailsTo, audience } = await aWorld([some, reader])
    await world.run()
    expect(mailsTo(reader)).toBe(1)
    await comes(reader, '2026-12-01T02:00:00.000Z')
    await world.work()
    expect(mailsTo(reader)).toBe(1)
    expect(await audience(latest)).toMatchObject({ excluded: { 'has-it': 1 }, waiting: 0 })
  })

  test('who left and came back while the send waited gets the issue once', async () => {
    const reader = aReader(2)
    const { world, leaves, comes, mailsTo, audience } = await aWorld([some, reader])
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const waiting = world.batchQueue.splice(0)
    // Planned; now they leave, and come back, before anybody delivers.
    leaves(reader)
    await comes(reader, '2026-12-01T01:00:00.000Z')
    for (const { batch } of world.batchQueue.splice(0))
      expect(await world.deliver(batch, latest)).toBe('waits-for-digest')
    expect(mailsTo(reader)).toBe(0)
    world.batchQueue.push(...waiting)
    for (let round = 0; round < 8; round += 1) await world.work()
    expect(mailsTo(reader)).toBe(1)
    expect(await audience(digest)).toMatchObject({ accepted: 2 })
    expect(await audience(latest)).toMatchObject({ excluded: { 'has-it': 1 } })
  })

  test('who was gone when the send came by, and came back, gets it as the welcome', async () => {
    const reader = aReader(2)
    const { world, leaves, comes, mailsTo, audience } = await aWorld([some, reader])
    leaves(reader)
    await world.run()
    await comes(reader, '2026-12-01T02:00:00.000Z')
    await world.work()
    expect(mailsTo(reader)).toBe(1)
    expect(await audience(digest)).toMatchObject({ excluded: { unsubscribed: 1 } })
    expect(await audience(latest)).toMatchObject({ accepted: 1 })
  })

  test('who confirmed before the freeze, and was written after planning had looked, gets it as the welcome', async () => {
    const reader = aReader(2)
    const { world, comes, mailsTo } = await aWorld([some])
    await world.run()
    // A minute before the world began; its row comes only now.
    await comes(reader, '2026-12-01T00:59:00.000Z')
    await world.work()
    expect(mailsTo(reader)).toBe(1)
  })

  test('while the digest is not planned for a reader, the welcome waits', async () => {
    const reader = aReader(2, '2026-12-01T00:30:00.000Z')
    const { world, comes, mailsTo } = await aWorld([some, reader])
    await world.start()
    const ranges = world.planQueue.splice(0)
    await comes(reader, '2026-12-01T00:30:00.000Z')
    for (const { batch } of world.batchQueue.splice(0))
      expect(await world.deliver(batch, latest)).toBe('waits-for-digest')
    expect(mailsTo(reader)).toBe(0)
    world.planQueue.push(...ranges)
    for (let round = 0; round < 8; round += 1) await world.work()
    expect(mailsTo(reader)).toBe(1)
  })

  test('who comes back in another month gets that month’s letters, and no longer those of before', async () => {
    const reader = aReader(2)
    const { world, leaves, comes, mailsTo, audience } = await aWorld([some])
    await world.run()
    await comes(reader, '2026-12-29T00:00:00.000Z')
    await world.work()
    expect(mailsTo(reader)).toBe(1)
    leaves(reader)
    await comes(reader, '2027-01-02T00:00:00.000Z')
    world.advance(20 * day)
    for (let round = 0; round < 4; round += 1) await world.work()
    // The first letter a month, the second of the second month alone.
    expect(await audience(inJanuary)).toMatchObject({ accepted: 1 })
    expect(await audience(weekLater)).toMatchObject({ excluded: { superseded: 1 }, accepted: 0 })
    expect(mailsTo(reader)).toBe(3)
  })

  test('a letter that falls into a pause is not made up for, and one that is due after it comes', async () => {
    const [reader, other] = [aReader(2), aReader(3)]
    const { world, comes, is, mailsTo, audience } = await aWorld([some])
    await world.run()
    const pauses = (one: Active, until: string) =>
      is({ ...one, confirmedAt: '2026-12-01T02:00:00.000Z', paused: { since: until, until } })
    for (const one of [reader, other]) await comes(one, '2026-12-01T02:00:00.000Z')
    await world.work()
    pauses(reader, '2026-12-20T00:00:00.000Z')
    pauses(other, '2026-12-05T00:00:00.000Z')
    world.advance(8 * day)
    for (let round = 0; round < 2; round += 1) await world.work()
    world.advance(30 * day)
    for (let round = 0; round < 2; round += 1) await world.work()
    expect([mailsTo(reader), mailsTo(other)]).toEqual([1, 2])
    expect(await audience(weekLater)).toMatchObject({ accepted: 1, excluded: { paused: 1 }, waiting: 0 })
  })

  test('who comes back within the month gets the letters that they never had, and none twice', async () => {
    const reader = aReader(2)
    const { world, leaves, comes, mailsTo, audience } = await aWorld([some])
    await world.run()
    await comes(reader, '2026-12-01T02:00:00.000Z')
    await world.work()
    leaves(reader)
    world.advance(8 * day)
    await world.work()
    expect(await audience(weekLater)).toMatchObject({ excluded: { unsubscribed: 1 } })
    await comes(reader, '2026-12-10T00:00:00.000Z')
    world.advance(12 * day)
    for (let round = 0; round < 4; round += 1) await world.work()
    expect(await audience(latest)).toMatchObject({ accepted: 1 })
    expect(await audience(weekLater)).toMatchObject({ accepted: 1 })
    expect(mailsTo(reader)).toBe(2)
  })

  test('who comes back while their old letter is being left out gets the new one', async () => {
    const reader = aReader(2)
    let comeBack: (() => Promise<unknown>) | undefined
    const { world, leaves, is, mailsTo } = await aWorld([some], {
      beforeRead: async () => {
        const act = comeBack
        comeBack = undefined
        await act?.()
      },
    })
    await world.run()
    world.advance(6 * 3_600_000)
    is(reader)
    const message = { kind: 'confirmed', subscriber: reader.id, at: 0 } as const
    is({ ...reader, confirmedAt: '2026-12-01T02:00:00.000Z', revision: 1 })
    await world.schedule(message)
    leaves({ ...reader, revision: 2 })
    // The worker has read that they left; they come back before it writes so.
    let isTooEarly = false
    comeBack = async () => {
      is({ ...reader, confirmedAt: '2026-12-01T03:00:00.000Z', revision: 3 })
      await world.schedule(message).catch(() => {
        isTooEarly = true
      })
    }
    for (const { batch } of world.batchQueue.splice(0)) await world.deliver(batch, latest)
    expect(isTooEarly).toBe(true)
    // The message comes again.
    await world.schedule(message)
    world.advance(day)
    for (let round = 0; round < 3; round += 1) await world.work()
    expect(mailsTo(reader)).toBeGreaterThanOrEqual(1)
  })

  test('a refusal that every new reader meets holds the series, though each is a batch of their own', async () => {
    const readers = Array.from({ length: 6 }, (_, number) => aReader(number + 10))
    let isRefused = false
    const { world, comes } = await aWorld([some], {
      answer: () => (isRefused ? { outcome: 'unknown', reason: 'OddCode: ?' } : undefined),
    })
    await world.run()
    isRefused = true
    for (const reader of readers) await comes(reader, '2026-12-01T02:00:00.000Z')
    for (const { batch, send } of world.batchQueue.splice(0)) await world.deliver(batch, send)
    const send = await world.sends.get(latest)
    expect(Object.keys(send!.holds)).toEqual(['account'])
    expect((await world.derived(latest)).audience).toMatchObject({ failed: { refused: 2 }, waiting: 4 })
  })

  test('a digest that a person cancelled is nobody’s welcome, and one that is held is not yet', async () => {
    const late = aReader(3)
    const held = await aWorld([some])
    await held.world.start()
    await held.comes(late, '2026-12-01T02:00:00.000Z')
    await held.world.control.pause(digest)
    held.world.advance(day)
    for (const { batch, send } of held.world.batchQueue.splice(0))
      if (send === latest) expect(await held.world.deliver(batch, send)).toBe('waits-for-digest')
    await held.world.control.cancel(digest)
    for (let round = 0; round < 3; round += 1) await held.world.work()
    expect(held.mailsTo(late)).toBe(0)
    expect(await held.audience(latest)).toMatchObject({ excluded: { cancelled: 1 }, waiting: 0 })
  })

  test('who confirms while a send is freezing its audience waits until it has', async () => {
    const reader = aReader(2)
    const { world, is, mailsTo } = await aWorld([some])
    await world.sends.create({
      ...{ id: digest, issue: 'matrix-64', by: 'ada', requestedAt: '2026-12-01T00:59:59.000Z', holds: {} },
    })
    is({ ...reader, confirmedAt: '2026-12-01T01:00:00.000Z' })
    const message = { kind: 'confirmed', subscriber: reader.id, at: 0 } as const
    await expect(world.schedule(message)).rejects.toThrow('just beginning')
    // The freeze bears a time from before: who confirmed since is not in the audience.
    const at = '2026-12-01T00:59:59.500Z'
    const editions = { 'zh-CN': 'hash-zh', en: 'hash-en' }
    await world.sends.freeze(digest, { at, editions, topics: ['focus'], forEverybody: true, ranges: 1 }, {})
    await world.plan(0)
    expect(await world.schedule(message)).toBe('welcomed')
    for (let round = 0; round < 3; round += 1) await world.work()
    expect(mailsTo(reader)).toBe(1)
  })
})
