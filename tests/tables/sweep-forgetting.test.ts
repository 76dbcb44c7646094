import { expect, test } from 'vitest'
import { createApplyReports } from '../../functions/sending/ledger/apply-reports.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import { createHistory } from '../../functions/sending/ledger/reader-history.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const digest = 'matrix-64--digest'
const welcome = 'matrix-64--welcome-0-2026-12'
const day = 86_400_000
const kept = 30 * day
type Active = Extract<Subscriber, { status: 'active' }>

onEachDatabase(({ client, createTable }) => {
  const aWorld = async (options: WorldOptions = {}) => {
    const readers = Array.from({ length: 12 }, (_, number) =>
      anActiveReader(number, { confirmedAt: '2026-11-01T00:00:00.000Z' }),
    )
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers, {
      estimate: 12,
      keptMs: kept,
      ...options,
    })
    return {
      world,
      readers,
      send: async () => (await world.sends.get(digest))!,
      named: async () =>
        (await world.planSteps.list(digest, 0)).some(
          ({ groups, leftOut }) => groups.length + Object.keys(leftOut).length > 0,
        ),
      history: (reader: Subscriber) => createHistory(world)({ id: reader.id, address: reader.email }),
    }
  }

  test('to whom a send went is kept as long as it is said, and then its counts alone', async () => {
    const { world, readers, send, named, history } = await aWorld()
    await world.run()
    const before = await world.derived()
    world.advance(kept - day)
    await world.sweep()
    expect([await named(), (await send()).forgotten]).toEqual([true, undefined])
    world.advance(2 * day)
    await world.sweep()
    expect(await named()).toBe(false)
    const { forgotten } = await send()
    expect(forgotten).toEqual({ since: expect.stringContaining('2027-01-01T'), done: true })
    expect({ ...(await world.derived()), send: undefined }).toEqual({ ...before, send: undefined })
    expect(await history(readers[0]!)).toMatchObject([{ send: digest, outcome: 'forgotten' }])
    const step = (await world.planSteps.list(digest, 0))[0]!
    await world.sweep()
    expect((await world.planSteps.list(digest, 0))[0]).toEqual(step)
  })

  test('for ever is for ever, and sends are looked at once a day', async () => {
    const ever = await aWorld({ keptMs: 0 })
    await ever.world.run()
    ever.world.advance(4_000 * day)
    await ever.world.sweep()
    expect(await ever.named()).toBe(true)
    const { world, named } = await aWorld({ keptMs: kept })
    await world.run()
    world.advance(kept - day / 2)
    await world.sweep()
    world.advance(day * 0.6)
    await world.sweep()
    expect(await named()).toBe(true)
    world.advance(day / 2)
    await world.sweep()
    expect(await named()).toBe(false)
  })

  test('nobody is retried, resolved, resumed or planned any more, and late reports are counted', async () => {
    const { world } = await aWorld({
      answer: (_, mailed) => (mailed === 3 ? { outcome: 'rejected', reason: 'no' } : undefined),
    })
    await world.run()
    world.advance(kept + day)
    await world.sweep()
    const mailed = world.mailed.length
    const tooLate = { outcome: 'too-late', why: 'forgotten' }
    expect(await world.control.retry(digest)).toEqual(tooLate)
    expect(await world.control.resolve(digest, 'resend')).toEqual(tooLate)
    expect(await world.control.resume(digest)).toEqual(tooLate)
    expect(await world.plan(0)).toBe('forgotten')
    await world.work()
    expect(world.mailed).toHaveLength(mailed)
    const [batch] = await world.batches.list(digest)
    await createApplyReports(world)(digest, batch!.key, [
      { send: digest, batch: batch!.key, index: 0, code: 'd' },
    ])
    expect((await world.derived()).reports).toMatchObject({ delivered: 1 })
  })

  test('who is uncertain is written off, but not a moment after they became so', async () => {
    const { world, named } = await aWorld({
      answer: (_, mailed) => (mailed === 3 ? { outcome: 'uncertain', reason: 'cut' } : undefined),
    })
    await world.run()
    const [batch] = await world.batches.list(digest)
    expect(batch!.codes).toContain('u')
    world.advance(kept + day)
    await world.sweep()
    expect((await world.batches.get(digest, batch!.key))!.codes).toBe(batch!.codes.replaceAll('u', 'W'))
    expect((await world.derived()).audience).toMatchObject({ uncertain: 0 })
    expect((await world.status()).audience).toEqual((await world.derived()).audience)
    expect(await named()).toBe(false)
  })

  test('a send that is not over is kept, however old', async () => {
    const { world, named, send } = await aWorld()
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    await world.control.pause(digest)
    world.advance(kept + day)
    await world.sweep()
    expect([await named(), (await send()).forgotten]).toEqual([true, undefined])
  })

  test('who died after taking `done` away, unseen by the sweeper, keeps nobody from being forgotten', async () => {
    const { world, named } = await aWorld()
    await world.run()
    await world.sweep()
    // The sweeper took the stamp before the mark away at once; this dies before the one after it.
    const touch = async () => {
      if ((await world.sums.get(digest, 0))?.sums.reopening) throw new Error('killed')
      return undefined
    }
    const time = { earliest: world.now, latest: world.now }
    const dying = createRangeSums({ ...world, openSends: { touch }, token: () => 'dying', time })
    await expect(dying.reopening(digest, 0, async () => undefined)).rejects.toThrow('killed')
    expect((await world.status()).state).not.toBe('finished')
    world.advance(kept + day)
    await world.sweep()
    expect(await named()).toBe(true)
    world.advance(day + 60_000)
    await world.sweep()
    expect(await named()).toBe(false)
    expect((await world.status()).state).toBe('finished')
  })

  test('while somebody has others wait again, a stamped send is left alone', async () => {
    const { world, named, send } = await aWorld()
    await world.run()
    world.advance(kept + day)
    await world.rangeSums.reopening(digest, 0, async () => {
      const seen = await send()
      expect(
        await world.sends.forget(digest, seen, new Date(world.now()).toISOString(), 'a secret'),
      ).toBeDefined()
      await world.sweep()
      expect(await named()).toBe(true)
    })
    world.advance(2 * day)
    await world.sweep()
    expect(await named()).toBe(false)
  })

  test('of a welcome series nothing says any more whose letters they were', async () => {
    const { world, readers } = await aWorld()
    await world.run()
    const reader = anActiveReader(99) as Active
    const confirmedAt = '2026-12-02T02:00:00.000Z'
    world.advance(Date.parse(confirmedAt) - world.now())
    readers.push({ ...reader, confirmedAt })
    await world.schedule({ kind: 'confirmed', subscriber: reader.id, at: Date.parse(confirmedAt) })
    await world.work()
    await world.sweep()
    const before = (await world.derived(welcome)).audience
    world.advance(kept + day)
    await world.sweep()
    const batches = await world.batches.list(welcome)
    expect(batches).toHaveLength(1)
    expect(JSON.stringify(batches)).not.toContain(reader.id)
    expect((await world.derived(welcome)).audience).toEqual(before)
    expect((await world.sends.get(welcome))!.forgotten).toMatchObject({ done: true })
  })
})
