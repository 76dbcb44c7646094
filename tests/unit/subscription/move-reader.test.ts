import { expect, test } from 'vitest'
import { createSweepMoves } from '../../../functions/sending/watch/sweep-moves.ts'
import type { Subscribers } from '../../../functions/subscription/states/change-subscriber.ts'
import { followMove, isElsewhere } from '../../../functions/subscription/states/find-moved-reader.ts'
import { isHere, settledMs } from '../../../functions/subscription/states/former-addresses.ts'
import { isFreeFor } from '../../../functions/subscription/states/move-transition.ts'
import type { Moving } from '../../../functions/subscription/states/moves.table.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import { transition } from '../../../functions/subscription/states/state-machine.ts'
import type { Moved, ReaderRow, Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../../../functions/subscription/states/unsubscribe.ts'
import { aSubscriber, noon, someSubscribers, theLinks } from '../../builders.ts'
import { readerActs } from '../../reader-acts.ts'
import { idOf } from '../../reader-ids.ts'

const old = 'ada@example.org'
const other = 'ada@example.com'
const third = 'ada@example.net'
const minute = 60_000
const iso = (at: number) => new Date(at).toISOString()

/** Readers, and a database whose writer dies after some writes. */
const aWorld = (...rows: ReaderRow[]) => {
  const table = someSubscribers(...(rows.length > 0 ? rows : [aSubscriber('active')]))
  const moving = new Map<string, Moving>()
  const world = { at: noon, writesLeft: Infinity }
  const spend = () => {
    if (world.writesLeft <= 0) throw new Error('killed')
    world.writesLeft -= 1
  }
  const subscribers: Subscribers = {
    get: table.get,
    replace: async (...of) => {
      spend()
      return table.replace(...of)
    },
  }
  const moves = {
    add: async (id: string, at: number) => {
      spend()
      moving.set(id, { id, at })
    },
    remove: async ({ id, at }: Moving) => {
      spend()
      if (moving.get(id)?.at === at) moving.delete(id)
    },
    list: async () => [...moving.values()],
  }
  const now = () => world.at
  const { erase, standing, ask, look, press, move } = readerActs({ subscribers, moves, now })
  const sweep = createSweepMoves({ moves, subscribers, time: { earliest: now, latest: now } })
  return Object.assign(world, {
    ...{ ask, look, press, move, erase, standing, moving },
    sweep: () =>
      sweep({ leftMs: () => 1, isOver: () => false } as never, (what, error) => {
        throw new Error(what, { cause: error })
      }),
    row: (address: string) => table.kept.get(idOf(address)),
    person: async (address: string) => (await standing.get(idOf(address))) as Subscriber | undefined,
    /** By which of their addresses a reader is in a send that was frozen then. */
    plannedAt: async (frozenAt: string): Promise<string[]> => {
      const found: string[] = []
      for (const address of [old, other, third]) {
        const row = table.kept.get(idOf(address))
        if (!row || row.status === 'erased' || !isHere(row, frozenAt)) continue
        if (row.status !== 'moved') found.push(address)
        else {
          const followed = await followMove(row, table.get)
          if (followed.person && !isElsewhere(row.id, followed, frozenAt)) found.push(address)
        }
      }
      return found
    },
  })
}

test('a reader moves: the old row says where to, the new one has them with the evidence, and the moment', async () => {
  const world = aWorld()
  expect(await world.ask(old, other)).toMatchObject({ outcome: 'asked' })
  expect(await world.look(old, other)).toMatchObject({ outcome: 'waiting', newAddress: { email: other } })
  expect(world.row(other)).toBeUndefined()
  expect(await world.press(old, other)).toMatchObject({ outcome: 'moved', left: { email: old } })
  const since = iso(noon + settledMs)
  const { carried, ...row } = world.row(old) as Moved
  expect(carried).toBeUndefined()
  expect(row).toMatchObject({ status: 'moved', to: idOf(other), at: iso(noon), stays: [{ until: since }] })
  expect(JSON.stringify(row)).not.toContain('@')
  const before = aSubscriber('active')
  expect(world.row(other)).toEqual({
    ...{ ...before, id: idOf(other), email: other, stays: [{ since }], revision: 1 },
    movedFrom: [{ id: idOf(old), email: old, at: iso(noon), until: since }],
  })
  expect(world.moving.size).toBe(0)
  expect(await world.press(old, other)).toMatchObject({ outcome: 'moved', subscriber: { email: other } })
})

test('a send has them by the old id if it was frozen before, by the new one after, and always by one', async () => {
  const world = aWorld()
  await world.move(old, other)
  expect(await world.plannedAt(iso(noon + settledMs - 1))).toEqual([old])
  expect(await world.plannedAt(iso(noon + settledMs))).toEqual([other])
})

test('killed between any two writes they are in each send once, and the sweeper brings them there', async () => {
  for (let writes = 0; ; writes += 1) {
    const world = aWorld()
    await world.ask(old, other)
    world.writesLeft = writes
    const ended = await world.press(old, other).catch(() => undefined)
    world.writesLeft = Infinity
    for (const at of [-1, 1, settledMs - 1, settledMs, settledMs + minute])
      expect(await world.plannedAt(iso(noon + at))).toHaveLength(1)
    if (ended) {
      expect(writes).toBe(5)
      return
    }
    world.at += 20 * minute
    await world.sweep()
    expect(world.moving.size).toBe(0)
    const stands = await world.person(old)
    expect(stands?.email).toBe(writes < 2 ? old : other)
    expect(world.row(old)).not.toHaveProperty('carried')
  }
})

test('a link of an old mail reaches them where they are, also from two addresses ago and half-way', async () => {
  const unsubscribe = (world: ReturnType<typeof aWorld>) =>
    createUnsubscribe({ subscribers: world.standing, links: theLinks, now: () => noon }).unsubscribe(
      theLinks.sign({ purpose: 'unsubscribe', subscriber: idOf(old), send: 'm-1', expires: 0 }),
    )
  const world = aWorld()
  await world.move(old, other)
  world.at += minute
  await world.move(other, third)
  expect(world.row(old)).toMatchObject({ status: 'moved', to: idOf(third) })
  const preferences = createPreferences({ subscribers: world.standing, links: theLinks, now: () => noon })
  const link = theLinks.sign({ purpose: 'preferences', subscriber: idOf(old), send: '', expires: 0 })
  expect(await preferences.look(link)).toMatchObject({ outcome: 'found', subscriber: { email: third } })
  expect(await unsubscribe(world)).toMatchObject({ outcome: 'ended', subscriber: { email: third } })
  expect(world.row(third)).toMatchObject({ status: 'unsubscribed', leaving: { send: 'm-1' } })
  const halfWay = aWorld()
  await halfWay.ask(old, other)
  halfWay.writesLeft = 2
  await halfWay.press(old, other).catch(() => undefined)
  halfWay.writesLeft = Infinity
  expect(await unsubscribe(halfWay)).toMatchObject({ outcome: 'ended' })
  expect(halfWay.row(other)).toMatchObject({ status: 'unsubscribed' })
})

test('who comes back has two stays at the address, and is in each send once', async () => {
  const world = aWorld()
  await world.move(old, other)
  world.at += minute
  await world.move(other, old)
  const [first, second] = [noon + settledMs, noon + minute + settledMs].map(iso)
  expect(world.row(old)).toMatchObject({ status: 'active', stays: [{ until: first }, { since: second }] })
  expect(world.row(other)).toMatchObject({ status: 'moved', stays: [{ since: first, until: second }] })
  expect(await world.plannedAt(iso(noon))).toEqual([old])
  expect(await world.plannedAt(first!)).toEqual([other])
  expect(await world.plannedAt(second!)).toEqual([old])
})

test('onto a reader: the two are one, who stood there stays, and the other is in no send any more', async () => {
  const there = aSubscriber('active', { id: idOf(other), email: other, topics: ['press'] })
  const world = aWorld(aSubscriber('active'), there)
  await world.move(old, other)
  expect(world.row(other)).toMatchObject({
    ...{ status: 'active', topics: ['press'], movedFrom: [{ id: idOf(old), joined: true }] },
    former: [{ consent: aSubscriber('active').consent }],
  })
  expect(world.row(other)).not.toHaveProperty('stays')
  for (const at of [-minute, settledMs, settledMs + minute])
    expect(await world.plannedAt(iso(noon + at))).toEqual([other])
})

test.each([
  aSubscriber('pending', { id: idOf(other), email: other }),
  aSubscriber('unsubscribed', { id: idOf(other), email: other }),
  { id: idOf(other), status: 'erased' as const, at: iso(noon), revision: 3 },
])('onto one who is $status: the owner of the inbox has opted in, and is followed', async (there) => {
  const world = aWorld(aSubscriber('active', { topics: ['views'] }), there)
  expect(await world.move(old, other)).toMatchObject({ outcome: 'moved' })
  expect(world.row(other)).toMatchObject({ status: 'active', topics: ['views'], email: other })
  const former = there.status === 'unsubscribed' ? [{ left: there.since }] : undefined
  expect((world.row(other) as Subscriber).former).toEqual(former?.map((one) => expect.objectContaining(one)))
})

test('onto an address that wants no mail nothing is mailed; if it came between, they stay where they are', async () => {
  const suppressed = aSubscriber('suppressed', { id: idOf(other), email: other })
  expect(await aWorld(aSubscriber('active'), suppressed).ask(old, other)).toEqual({ outcome: 'unwanted' })
  const world = aWorld()
  await world.ask(old, other)
  const moved = { id: idOf(other), status: 'moved' as const, to: idOf(third), at: iso(noon), stays: [{}] }
  const taken = aWorld(world.row(old)!, { ...moved, revision: 1 })
  expect(await taken.look(old, other)).toMatchObject({ outcome: 'taken' })
  expect(await taken.press(old, other)).toMatchObject({ outcome: 'taken' })
  expect(taken.row(old)).toMatchObject({ status: 'active' })
})

test('only the last address that was asked for is moved to, and only in time', async () => {
  const world = aWorld()
  await world.ask(old, other)
  await world.ask(old, third)
  expect(await world.press(old, other)).toMatchObject({ outcome: 'gone' })
  world.at += 8 * 86_400_000
  expect(await world.press(old, third)).toMatchObject({ outcome: 'expired' })
  expect(world.row(old)).toMatchObject({ status: 'active' })
  expect(await world.ask(old, old)).toEqual({ outcome: 'not-subscribed' })
})

test('who is erased by any of their addresses is erased at all of them', async () => {
  for (const named of [old, other, third]) {
    const world = aWorld()
    await world.move(old, other)
    await world.move(other, third)
    expect(await world.erase(named)).toMatchObject({ outcome: 'done', row: { id: idOf(named) } })
    for (const address of [old, other, third]) expect(world.row(address)).toMatchObject({ status: 'erased' })
  }
})

test('an erasure that dies half-way is finished by who asks again by the same address', async () => {
  for (let writes = 0; writes < 2; writes += 1) {
    const world = aWorld()
    await world.move(old, other)
    world.writesLeft = writes
    await world.erase(old).catch(() => undefined)
    world.writesLeft = Infinity
    await world.erase(old)
    for (const address of [old, other]) expect(world.row(address)).toMatchObject({ status: 'erased' })
  }
})

test('nobody comes to a row whose address is another reader’s by now, and it leads on to one alone', () => {
  const row = { id: 'a', revision: 3 }
  const moved: ReaderRow = { ...row, status: 'moved', to: 'b', at: '', stays: [{}] }
  const erased: ReaderRow = { ...row, status: 'erased', at: '', moved: true }
  for (const one of [moved, erased]) {
    const passedOn = transition(one, { type: 'pass-on', to: 'c' }, noon)!
    expect(passedOn).toMatchObject({ next: 'c' })
    expect([isFreeFor(one, 'b'), isFreeFor(passedOn, 'b')]).toEqual([true, false])
    expect(transition(passedOn, { type: 'pass-on', to: 'd' }, noon)).toBeUndefined()
  }
})
