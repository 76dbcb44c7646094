import { expect, test } from 'vitest'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const readers = Array.from({ length: 5 }, (_, number) => anActiveReader(number))
const id = 'matrix-64--digest'
const bob = { by: 'bob' }

onEachDatabase(({ client, createTable }) => {
  const aWorld = async (options: WorldOptions = {}) =>
    aSendingWorld(client, await createTable('pk', 'sk'), readers, { approveAbove: 4, ...options })

  test('a send to many is planned and counted, and mails nobody until a second person says so', async () => {
    const world = await aWorld()
    await world.run()
    expect(world.mailed).toEqual([])
    expect(await world.status()).toMatchObject({ state: 'held', audience: { candidates: 5, waiting: 5 } })
    expect(await world.control.resume(id)).toEqual({ outcome: 'waits-for-approval' })
    await world.work()
    expect(world.mailed).toEqual([])

    expect(await world.control.approve(id, bob)).toEqual({ outcome: 'done' })
    await world.work()
    expect(world.mailed).toHaveLength(5)
    expect(await world.status()).toMatchObject({ state: 'finished', send: { approval: { by: 'bob' } } })
    expect(await world.control.approve(id, bob)).toMatchObject({ why: 'not-waiting' })
  })

  test('one to few goes on by itself when it is counted, also where its planner dies', async () => {
    for (const at of [0, 6, 9, 12]) {
      const world = await aWorld({ approveAbove: 5, crash: { at, when: 'after' } })
      await world.run()
      expect(world.mailed, `killed at ${at}`).toHaveLength(5)
      expect((await world.status()).send).toMatchObject({ holds: {}, approval: { above: 5 } })
    }
  })

  test('the administrator is told once', async () => {
    const world = await aWorld()
    await world.start()
    await world.work()
    expect(new Set(world.notices.map((notice) => JSON.stringify(notice))).size).toBe(1)
    expect(world.notices[0]).toMatchObject({ about: 'held', send: id, cause: 'approval' })
  })

  test('who asks anew for a send needs another to approve it, also for others than before', async () => {
    const world = await aWorld()
    const asked = { id, issue: 'matrix-64', by: 'ada', requestedAt: '2026-12-01T00:00:00.000Z' }
    await world.sends.create({
      ...asked,
      at: '2026-12-02T00:00:00.000Z',
      holds: { approval: asked.requestedAt },
      approval: { above: 4 },
    })
    expect(await world.control.approve(id, { by: 'ada' })).toMatchObject({ why: 'own' })
    const seen = (await world.sends.get(id))!
    expect(await world.control.approve(id, bob)).toEqual({ outcome: 'done' })
    expect(world.planQueue).toEqual([])
    await world.control.cancel(id)

    const cancelled = (await world.sends.get(id))!
    const again = { ...asked, by: 'bob', requestedAt: '2026-12-01T01:00:00.000Z', approval: { above: 4 } }
    await world.sends.askAnew(id, cancelled, { ...again, editions: {} })
    // An approval of the first asking that takes effect only now.
    expect(await world.sends.approve(id, seen, 'carol')).toBeUndefined()
    expect(await world.sends.get(id)).toMatchObject({
      holds: { approval: again.requestedAt },
      approval: { above: 4 },
    })
  })
})
