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
    expect(await world.sends.approve(id, seen, { above: 4, by: 'carol' })).toBeUndefined()
    expect(await world.sends.get(id)).toMatchObject({
      holds: { approval: again.requestedAt },
      approval: { above: 4 },
    })
  })

  /** It is asked for, and approved before it begins. */
  const anApproved = async () => {
    const world = await aWorld()
    const requestedAt = '2026-12-01T00:00:00.000Z'
    await world.sends.create({
      ...{ id, issue: 'matrix-64', by: 'ada', requestedAt },
      ...{ holds: { approval: requestedAt }, approval: { above: 4 } },
    })
    const seen = (await world.sends.get(id))!
    expect(await world.control.approve(id, bob)).toEqual({ outcome: 'done' })
    const publish = async (editions: Record<string, string>) =>
      void Object.assign((await world.editions.issue())!, { editions })
    const before = (await world.editions.issue())!.editions
    const begin = () => world.schedule({ kind: 'start', send: id })
    return { ...world, seen, publish, before, begin }
  }

  test('an approval is for the editions of then, and falls away when others begin', async () => {
    const world = await anApproved()
    expect((await world.sends.get(id))?.approval).toMatchObject({ by: 'bob', editions: world.before })
    await world.publish({ ...world.before, en: 'hash-en-other' })
    await world.begin()
    await world.work()
    expect(world.mailed).toEqual([])
    expect(await world.status()).toMatchObject({
      state: 'held',
      send: { approval: { above: 4, lapsed: { by: 'bob', why: 'editions' } } },
    })
    expect(world.notices).toContainEqual(expect.objectContaining({ about: 'held', cause: 'approval' }))
    expect(await world.control.approve(id, bob)).toEqual({ outcome: 'done' })
    await world.work()
    expect(world.mailed).toHaveLength(5)
    expect((await world.status()).send.approval).toEqual({
      ...{ above: 4, by: 'bob', editions: { ...world.before, en: 'hash-en-other' } },
    })
  })

  test('it falls away as well when there are many more readers than then, and holds for some more', async () => {
    for (const [now, mailed] of [
      [11_000, 5],
      [40_000, 0],
    ] as const) {
      const world = await anApproved()
      world.grow(now)
      await world.begin()
      await world.work()
      expect(world.mailed).toHaveLength(mailed)
      const { lapsed } = (await world.status()).send.approval!
      expect(lapsed).toEqual(mailed === 0 ? { by: 'bob', why: 'readers' } : undefined)
    }
  })

  test('a send does not begin as it was read before somebody approved it', async () => {
    const world = await anApproved()
    const other = { ...world.before, en: 'hash-en-other' }
    const { at, ranges } = { at: '2026-12-01T00:00:00.000Z', ranges: 1 }
    const frozen = { at, ranges, editions: other, topics: [] }
    expect((await world.sends.freeze(id, frozen, world.seen))?.frozen).toBeUndefined()
    // And one that has begun since it was read is not approved by what it was then.
    const approved = (await world.sends.get(id))!
    const since = '2026-12-01T02:00:00.000Z'
    const waiting = { approval: { above: 4 }, since }
    expect(await world.sends.freeze(id, frozen, approved, waiting)).toMatchObject({ frozen })
    const late = { ...approved, holds: { approval: since } }
    expect(await world.sends.approve(id, late, { above: 4, by: 'bob' })).toBeUndefined()
    expect((await world.sends.get(id))?.holds).toEqual({ approval: since })
  })

  test('who published what it sends does not approve it, as far as that is known', async () => {
    const world = await aWorld()
    world.publishers.push({ by: 'key ci', person: 'sub-2' })
    await world.run()
    expect(await world.control.approve(id, { by: 'bob@example.org', person: 'sub-2' })).toMatchObject({
      why: 'published',
    })
    expect(await world.control.approve(id, { by: 'eve@example.org', person: 'sub-3' })).toEqual({
      outcome: 'done',
    })
  })
})
