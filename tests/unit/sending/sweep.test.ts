import { expect, test } from 'vitest'
import type { SendingQuota } from '../../../functions/mail/mailer.ts'
import type { Notice } from '../../../functions/sending/ledger/admin-notice.ts'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import type { BatchMessage, PlanMessage } from '../../../functions/sending/ledger/queue-messages.ts'
import type { Survey } from '../../../functions/sending/ledger/range-sums.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import type { StoredSums } from '../../../functions/sending/ledger/sums.table.ts'
import { type Noted, type Place, sumUp } from '../../../functions/sending/ledger/sums.ts'
import type { SweepCursor } from '../../../functions/sending/ledger/sweep-cursor.table.ts'
import { createSweep } from '../../../functions/sending/watch/sweep.ts'
import type { SweepDeps } from '../../../functions/sending/watch/sweep-round.ts'

const noon = Date.parse('2026-12-01T12:00:00Z')
const minute = 60_000
const aSend = (id: string, ranges = 1, but: Partial<Send> = {}): Send => ({
  ...{ id, issue: 'm-1', by: 'ada', requestedAt: '2026-12-01T11:00:00.000Z', holds: {} },
  frozen: { at: '2026-12-01T11:00:00.000Z', editions: {}, topics: [], ranges },
  ...but,
})
const aBatch = (key: string, codes = '..', but: Partial<Batch> = {}): Batch => ({
  key,
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !codes.includes('.'),
  attempt: 0,
  ...but,
})
const keyOf = (range: number, step = 0) =>
  `${String(range).padStart(3, '0')}-${String(step).padStart(4, '0')}`

/** A sweeper over a ledger in memory. Each look at a range takes 100 ms. */
const aSweeper = (
  sends: Send[],
  batches: Record<string, Batch[]> = {},
  quotas: (SendingQuota | undefined)[] = [],
) => {
  const world = {
    now: noon,
    sends: new Map(sends.map((send) => [send.id, send])),
    /** Sends that cannot be read. */
    broken: new Set<string>(),
    unreadable: new Map<string, Error[]>(),
    /** Ranges that have no end. */
    unended: new Set<string>(),
    sums: new Map<string, StoredSums>(),
    looked: [] as string[],
    hints: [] as BatchMessage[][],
    plans: [] as PlanMessage[],
    notices: [] as Notice[],
    warned: [] as string[],
    forgotten: [] as string[],
    hinted: [] as string[],
    cursor: undefined as SweepCursor | undefined,
    asked: 0,
    queuedOwed: 0,
    queueIsDown: false,
    leftMs: 10_000,
  }
  const survey = async (
    id: string,
    place: Place,
    note: (before: Noted) => Noted = (before) => before,
  ): Promise<Survey> => {
    world.leftMs -= 100
    const name = `${id} ${place}`
    world.looked.push(name)
    const own = (batches[id] ?? []).filter(
      ({ key }) => place === 'all' || key.startsWith(keyOf(place).slice(0, 4)),
    )
    const unreadable = world.unreadable.get(name) ?? []
    const end = { range: Number(place), batches: own.length, candidates: 0, excluded: {} }
    const noted = note(world.sums.get(name)?.sums ?? {})
    const of = { place, batches: own, unreadable: unreadable.length, reports: [], now: world.now }
    const sums = sumUp({ ...of, ...(!world.unended.has(name) && { end }) }, noted)
    const stored = { place, version: 1, sums }
    world.sums.set(name, stored)
    return { stored, batches: own, unreadable }
  }
  const deps: SweepDeps = {
    sends: {
      get: async (id: string) => {
        if (world.broken.has(id)) throw new Error(`${id} cannot be read`)
        return world.sends.get(id)
      },
      putOff: async () => undefined,
      lift: async (id: string, causes: readonly string[]) => {
        const send = world.sends.get(id)!
        const holds = Object.fromEntries(
          Object.entries(send.holds).filter(([cause]) => !causes.includes(cause)),
        )
        world.sends.set(id, { ...send, holds })
        return world.sends.get(id)
      },
      hold: async () => undefined,
      approve: async (id: string) => {
        const send = world.sends.get(id)!
        const { approval: _, ...holds } = send.holds
        world.sends.set(id, { ...send, holds })
        return world.sends.get(id)
      },
      reopened: async () => undefined,
      takeCancelBack: async () => undefined,
      cancel: async () => undefined,
    },
    openSends: {
      hinted: async () => undefined,
      touch: async () => undefined,
      list: async () => ({
        open: [...world.sends.keys()].map((id) => ({
          id,
          stamp: 's',
          forget: async () => void world.forgotten.push(id),
        })),
        unreadable: [],
      }),
    },
    cursor: {
      get: async () => world.cursor,
      set: async (cursor: SweepCursor) => {
        world.cursor = cursor
      },
      remove: async () => {
        world.cursor = undefined
      },
    },
    dueBatches: { list: async () => [], isEmpty: async () => true },
    sweepMoves: async () => {},
    sweepErasures: async () => {},
    sweepForgetting: async () => {},
    queueOwed: async () => {
      if (world.queueIsDown) throw new Error('SQS is down')
      world.queuedOwed += 1
    },
    batches: {
      get: async () => undefined,
      hinted: async (_: string, key: string) => {
        world.hinted.push(key)
        return undefined
      },
    },
    rangeSums: {
      survey,
      get: async (id, place) => world.sums.get(`${id} ${place}`),
      list: async (id) =>
        [...world.sums].filter(([name]) => name.startsWith(`${id} `)).map(([, stored]) => stored),
    },
    editions: { issue: async () => undefined },
    planQueue: { send: async (messages) => void world.plans.push(...messages) },
    batchQueue: { send: async (messages) => void world.hints.push(messages) },
    schedulingQueue: { send: async () => {} },
    quota: async () => {
      world.asked += 1
      return quotas.length > 1 ? quotas.shift() : quotas[0]
    },
    notify: async (notice) => void world.notices.push(notice),
    warn: (what) => void world.warned.push(what),
    hintAgainMs: 5 * minute,
    time: { earliest: () => world.now, likely: () => world.now },
  }
  const sweep = createSweep(deps)
  return Object.assign(world, {
    deps,
    sweep: async () => {
      world.leftMs = 10_000
      await sweep({ leftMs: () => world.leftMs })
    },
    keys: () => world.hints.flat().map(({ batch }) => batch),
  })
}

test('what webhooks are still to hear is queued with each round, and rings while it cannot be', async () => {
  const sweeper = aSweeper([])
  await sweeper.sweep()
  expect(sweeper.queuedOwed).toBe(1)
  sweeper.queueIsDown = true
  await expect(sweeper.sweep()).rejects.toThrow()
  expect(sweeper.warned).toEqual(['Events for webhooks still wait'])
})

test('a send that cannot be read stops no other, and rings at the end', async () => {
  const sweeper = aSweeper(
    ['a', 'b', 'c'].map((id) => aSend(id)),
    { a: [aBatch(keyOf(0))], c: [aBatch(keyOf(0))] },
  )
  sweeper.broken.add('b')
  await expect(sweeper.sweep()).rejects.toThrow('1 things could not be swept')
  expect(sweeper.hints.flat().map(({ send }) => send)).toEqual(['a', 'c'])
  expect(sweeper.warned).toEqual(['The send b could not be looked after'])
})

test('a batch that cannot be read stops none of its send’s, which never counts as done', async () => {
  const sweeper = aSweeper([aSend('a', 2)], { a: [aBatch(keyOf(0, 1)), aBatch(keyOf(1), 'aa')] })
  sweeper.unreadable.set('a 0', [new Error('batch#000-0000 cannot be read')])
  await expect(sweeper.sweep()).rejects.toThrow(AggregateError)
  expect(sweeper.keys()).toEqual(['000-0001'])
  expect(sweeper.warned).toEqual(['A batch of a cannot be read'])
  expect(sweeper.forgotten).toEqual([])
})

test('a range that cannot be looked at stops none of its send’s others', async () => {
  const sweeper = aSweeper([aSend('a', 2)], { a: [aBatch(keyOf(0)), aBatch(keyOf(1))] })
  const { survey } = sweeper.deps.rangeSums
  sweeper.deps.rangeSums.survey = async (id, range, note) => {
    if (range === 0) throw new Error('range#000 cannot be read')
    return survey(id, range, note)
  }
  await expect(sweeper.sweep()).rejects.toThrow('1 things could not be swept')
  expect(sweeper.keys()).toEqual(['001-0000'])
  expect(sweeper.warned).toEqual(['Range 0 of a could not be looked at'])
  expect(sweeper.forgotten).toEqual([])
})

test('hints go in tens, and each is noted', async () => {
  const batches = Array.from({ length: 35 }, (_, step) => aBatch(keyOf(0, step)))
  const sweeper = aSweeper([aSend('a')], { a: batches })
  await sweeper.sweep()
  expect(sweeper.hints.map((some) => some.length)).toEqual([10, 10, 10, 5])
  expect(sweeper.hinted.toSorted()).toEqual(batches.map(({ key }) => key))
})

test('SES is asked for its rate only when there is something to hint at, and once a round', async () => {
  const quiet = aSweeper([aSend('a')], { a: [aBatch(keyOf(0), '..', { hintedAt: noon })] })
  await quiet.sweep()
  expect(quiet.asked).toBe(0)
  const busy = aSweeper([aSend('a'), aSend('b')], { a: [aBatch(keyOf(0))], b: [aBatch(keyOf(0))] })
  await busy.sweep()
  expect(busy.asked).toBe(1)
})

test('an SES that cannot be asked keeps no hint back', async () => {
  const sweeper = aSweeper([aSend('a')], { a: [aBatch(keyOf(0))] })
  const sweep = createSweep({ ...sweeper.deps, quota: async () => Promise.reject(new Error('refused')) })
  await expect(sweep({ leftMs: () => 10_000 })).rejects.toThrow(AggregateError)
  expect(sweeper.keys()).toEqual(['000-0000'])
})

test('ranges whose sums say that they are done are not looked at, and a send all of whose are is forgotten', async () => {
  const sweeper = aSweeper([aSend('a', 3)], {
    a: [aBatch(keyOf(0), 'au'), aBatch(keyOf(1), '..'), aBatch(keyOf(2), 'aa')],
  })
  await sweeper.sweep()
  sweeper.looked.length = 0
  await sweeper.sweep()
  expect(sweeper.looked).toEqual(['a 1'])
  expect(sweeper.forgotten).toEqual([])
  const done = aSweeper([aSend('a')], { a: [aBatch(keyOf(0), 'aux')] })
  await done.sweep()
  expect(done.forgotten).toEqual(['a'])
  expect(done.notices).toEqual([{ about: 'left-over', send: 'a', failed: 1, uncertain: 1 }])
})

test('out of time a round stops where it is, and the next one goes on there, and comes to the others', async () => {
  const batches = (ranges: number) => Array.from({ length: ranges }, (_, range) => aBatch(keyOf(range)))
  const sweeper = aSweeper([aSend('a', 200), aSend('b')], { a: batches(200), b: batches(1) })
  const stops: (SweepCursor | undefined)[] = []
  for (let round = 0; round < 3; round += 1) {
    await sweeper.sweep()
    stops.push(sweeper.cursor)
  }
  expect(stops.slice(0, 2)).toEqual([
    { send: 'a', range: 72 },
    { send: 'a', range: 144 },
  ])
  expect(stops[2]).toBeUndefined()
  expect(new Set(sweeper.looked).size).toBe(201)
  expect(sweeper.hints.flat().some(({ send }) => send === 'b')).toBe(true)
})

test('a range that nobody has planned is handed out again, once in five minutes', async () => {
  const sweeper = aSweeper([aSend('a', 2)])
  sweeper.unended.add('a 1')
  for (let round = 0; round < 12; round += 1) {
    await sweeper.sweep()
    sweeper.now += minute
  }
  expect(sweeper.plans).toEqual(Array.from({ length: 2 }, () => ({ send: 'a', range: 1 })))
})

test.each<[string, SendingQuota | undefined, boolean]>([
  ['has room', { rate: 14, max: 200, sent: 199 }, true],
  ['has none', { rate: 14, max: 200, sent: 200 }, false],
  ['is without limit', { rate: 14, max: -1, sent: 5_000_000 }, true],
  ['is not said', undefined, false],
])('a send held for the quota goes on when the live one %s', async (_, quota, goesOn) => {
  const held = aSend('a', 1, { holds: { quota: '2026-12-01T11:30:00.000Z' } })
  // Its hint is fresh, but was taken by a worker that found the send held.
  const sweeper = aSweeper([held], { a: [aBatch(keyOf(0), '..', { hintedAt: noon })] }, [quota])
  await sweeper.sweep()
  expect(sweeper.sends.get('a')?.holds.quota === undefined).toBe(goesOn)
  expect(sweeper.keys()).toEqual(goesOn ? ['000-0000'] : [])
})

test('the administrator hears of a used-up quota when it is found and, since SES takes no mail then, when it is lifted', async () => {
  const since = new Date(noon - minute).toISOString()
  const none = { rate: 14, max: 200, sent: 200 }
  const sweeper = aSweeper([aSend('a', 1, { holds: { quota: since } })], { a: [aBatch(keyOf(0))] }, [
    none,
    none,
    { rate: 14, max: 200, sent: 100 },
  ])
  const notice = { about: 'held', send: 'a', cause: 'quota', since }
  await sweeper.sweep()
  expect(sweeper.notices).toEqual([notice])
  sweeper.now += 60 * minute
  await sweeper.sweep()
  expect(sweeper.notices).toHaveLength(1)
  await sweeper.sweep()
  expect(sweeper.notices).toEqual([notice, notice])
})

test('the quota’s room lifts no other cause, an unknown one neither', async () => {
  for (const cause of ['person', 'account', 'a-later-versions']) {
    const held = aSend('a', 1, { holds: { quota: 'then', [cause]: 'then' } })
    const sweeper = aSweeper([held], { a: [aBatch(keyOf(0))] }, [{ rate: 14, max: -1, sent: 0 }])
    await sweeper.sweep()
    expect(sweeper.sends.get('a')?.holds).toEqual({ [cause]: 'then' })
    expect(sweeper.keys()).toEqual([])
  }
})

test('the administrator hears, for ten minutes, that SES refuses the account', async () => {
  const since = new Date(noon - 5 * minute).toISOString()
  const send = aSend('held', 1, { holds: { account: since } })
  const sweeper = aSweeper([send], { held: [aBatch(keyOf(0))] })
  await sweeper.sweep()
  expect(sweeper.notices).toEqual([{ about: 'held', send: 'held', cause: 'account', since }])
  expect(sweeper.hints).toEqual([])
  sweeper.now += 10 * minute
  await sweeper.sweep()
  expect(sweeper.notices).toHaveLength(1)
})
