import { expect, test } from 'vitest'
import { add } from '../../functions/sending/ledger/outcomes.ts'
import {
  batchKey,
  countLeftOut,
  packRecipients,
  unpackRecipients,
} from '../../functions/sending/ledger/plan-step.ts'
import type { BatchMessage, PlanMessage } from '../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import type { Frozen, Send } from '../../functions/sending/ledger/send.ts'
import { createPlan, type PlanDeps, testStep } from '../../functions/sending/plan/plan.ts'
import type { ReaderRow, Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { type LedgerTables, ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const id = 'm-1--digest'
const noon = Date.parse('2026-12-01T12:00:00Z')
const frozen: Frozen = {
  at: '2026-12-01T11:00:00.000Z',
  editions: { en: 'h', 'zh-CN': 'h' },
  topics: ['focus'],
  forEverybody: true,
  ranges: 1,
}
const aSend = (but: Partial<Send> = {}): Send => ({
  ...{ id, issue: 'm-1', by: 'ada', requestedAt: frozen.at, holds: {}, frozen },
  ...but,
})
const plenty = { leftMs: () => 20_000 }
const none = { leftMs: () => 0 }

const sorted = <Row extends ReaderRow>(readers: Row[]) => readers.toSorted((a, b) => (a.id < b.id ? -1 : 1))

onEachDatabase(({ client, createTable }) => {
  const aPlanner = async (readers: ReaderRow[], send: Send = aSend()) => {
    const table = await createTable('pk', 'sk')
    const tables = ledgerTables(client, table)
    const time = { earliest: () => noon, latest: () => noon, likely: () => noon }
    const world = {
      hints: [] as BatchMessage[],
      plans: [] as PlanMessage[],
      looked: 0,
      listed: 0,
      ...tables,
    }
    const page = async (shard: string, after = '', limit = 1_000) => {
      world.looked += 1
      const rest = sorted(readers).filter((one) => one.id.startsWith(shard) && one.id > after)
      const subscribers = rest.slice(0, limit)
      return { subscribers, ...(rest.length > limit && { next: subscribers.at(-1)!.id }) }
    }
    const deps: PlanDeps = {
      ...tables,
      planSteps: {
        ...tables.planSteps,
        list: (...args) => {
          world.listed += 1
          return tables.planSteps.list(...args)
        },
      },
      subscribers: { page, get: async () => undefined, getMany: async () => new Map() },
      rangeSums: createRangeSums({ ...tables, token: () => 't', time }),
      queue: { send: async (messages) => void world.hints.push(...messages) },
      planQueue: { send: async (messages) => void world.plans.push(...messages) },
      time,
    }
    await tables.sends.create(send)
    return {
      ...world,
      world,
      deps,
      plan: createPlan(deps),
      keys: () => world.hints.map(({ batch }) => batch),
    }
  }
  const readers = Array.from({ length: 1_700 }, (_, number) => anActiveReader(number))

  test('a test is never planned as an audience, whoever asks and whatever failed before', async () => {
    const test = { address: 'ada@example.org', language: 'en' }
    const { plan, deps, world, keys, planSteps } = await aPlanner(readers, aSend({ test }))
    // Who froze it died right after; the sweeper has its range planned. Then the step’s write fails for a while.
    let fails = 2
    const take: PlanDeps['planSteps']['take'] = async (...args) => {
      if (fails-- > 0) throw new Error('the database is away')
      return deps.planSteps.take(...args)
    }
    const failing = createPlan({ ...deps, planSteps: { ...deps.planSteps, take } })
    for (const _ of [1, 2]) await expect(failing(id, 0, plenty)).rejects.toThrow('away')
    expect(await failing(id, 0, plenty)).toBe('ended')
    expect(await plan(id, 1, plenty)).toBe('no-such-range')
    expect(world.looked).toBe(0)
    const [step, ...more] = await planSteps.list(id, 0)
    expect(more).toEqual([])
    expect(unpackRecipients(step!.groups[0]!.recipients)).toEqual([
      { id: '0'.repeat(32), language: 'en', topics: [] },
    ])
    expect(new Set(keys())).toEqual(new Set(['000-0000']))
  })

  test('a test whose plan is somebody else’s mails nobody', async () => {
    const { plan, batches, world, planSteps } = await aPlanner(
      [],
      aSend({ test: { address: 'a@b.org', language: 'en' } }),
    )
    const foreign = { ...testStep({ address: '', language: 'en' }), number: 0 }
    await planSteps.take(id, 0, { ...foreign, groups: [{ ...foreign.groups[0]!, size: 2 }] })
    for (const _ of [1, 2]) await expect(plan(id, 0, plenty)).rejects.toThrow('not the test’s own')
    expect([await batches.list(id), world.hints]).toEqual([[], []])
  })

  test('a planner that comes back reads the last step alone, carries it out again, and goes on', async () => {
    const { deps, plan, batches, world, keys, planSteps, rangeEnds } = await aPlanner(readers)
    // Killed after its second step was taken, before that one’s batch was written.
    const add: PlanDeps['batches']['add'] = async (send, batch) => {
      if (batch.key === '000-0001') throw new Error('killed')
      return batches.add(send, batch)
    }
    await expect(createPlan({ ...deps, batches: { ...batches, add } })(id, 0, plenty)).rejects.toThrow(
      'killed',
    )
    expect(keys()).toEqual(['000-0000'])
    expect(await plan(id, 0, plenty)).toBe('ended')
    expect(world.listed).toBe(0)
    expect(keys()).toEqual(['000-0000', '000-0001', '000-0002', '000-0003'])
    expect(await rangeEnds.get(id, 0)).toEqual({ range: 0, batches: 4, candidates: 0, excluded: {} })
    const all = (await planSteps.list(id, 0)).flatMap(({ groups }) => groups)
    const planned = all.flatMap(({ recipients }) => unpackRecipients(recipients).map((one) => one.id))
    expect([planned.length, new Set(planned).size]).toEqual([1_700, 1_700])
  })

  test('of two planners who take the same step, the second goes on from the first’s, whom it found then', async () => {
    const present = [...readers]
    const { deps, plan, batches, planSteps } = await aPlanner(present)
    const [first] = sorted(present.filter((one) => one.id.startsWith('00'))) as [Subscriber]
    let taken: object[] = []
    const page: PlanDeps['subscribers']['page'] = async (...args) => {
      const found = await deps.subscribers.page(...args)
      if (taken.length > 0) return found
      // Its page is read; before it takes its step a reader is erased, and another planner plans the whole range.
      present.splice(present.indexOf(first), 1)
      await plan(id, 0, plenty)
      taken = await planSteps.list(id, 0)
      return found
    }
    expect(
      await createPlan({
        ...deps,
        subscribers: { page, get: async () => undefined, getMany: async () => new Map() },
      })(id, 0, plenty),
    ).toBe('ended')
    expect(await planSteps.list(id, 0)).toEqual(taken)
    const planned = (await planSteps.list(id, 0)).flatMap(({ groups }) =>
      groups.flatMap(({ recipients }) => unpackRecipients(recipients).map((one) => one.id)),
    )
    expect([planned.length, new Set(planned).size]).toEqual([1_699, 1_699])
    const sizes = (await batches.list(id)).reduce((sum, { size }) => sum + size, 0)
    expect(sizes).toBe(1_699)
  })

  test('who is erased is named in no step and is nobody’s candidate, also where a step ends with them', async () => {
    const some = sorted(readers.slice(0, 40))
    const gone = new Set([0, 1, 20, 39].map((index) => some[index]!.id))
    const at = '2026-11-30T12:00:00.000Z'
    const rows = some.map((row) =>
      gone.has(row.id) ? ({ id: row.id, status: 'erased', at, revision: 2 } as const) : row,
    )
    const { plan, planSteps, rangeEnds } = await aPlanner(rows)
    await plan(id, 0, plenty)
    const steps = await planSteps.list(id, 0)
    const planned = steps.flatMap(({ groups }) =>
      groups.flatMap(({ recipients }) => unpackRecipients(recipients).map((one) => one.id)),
    )
    expect(planned).toHaveLength(36)
    expect([...planned, ...steps.map(({ upTo }) => upTo)].filter((one) => gone.has(one))).toEqual([])
    expect(steps.map(({ leftOut }) => leftOut)).toEqual([{}])
    expect(await rangeEnds.get(id, 0)).toMatchObject({ candidates: 0, batches: 1 })
  })

  test('a planner out of time leaves the rest to another message, and takes one step at least', async () => {
    const { plan, world, rangeEnds } = await aPlanner(readers)
    const outcomes: string[] = []
    do outcomes.push(await plan(id, 0, none))
    while (world.plans.splice(0).length > 0)
    expect(outcomes).toEqual(['goes-on', 'goes-on', 'goes-on', 'goes-on', 'ended'])
    expect(await rangeEnds.get(id, 0)).toMatchObject({ batches: 4 })
  })

  test('steps without a batch are counted by the range’s end, however many planners there were', async () => {
    const left = Array.from({ length: 9_000 }, (_, number) => {
      const { confirmedAt, ...person } = anActiveReader(number) as Subscriber & { status: 'active' }
      return { ...person, status: 'unsubscribed', since: confirmedAt } as Subscriber
    })
    const { plan, world, sums, rangeEnds } = await aPlanner(left)
    do await plan(id, 0, none)
    while (world.plans.splice(0).length > 0)
    const end = { range: 0, batches: 0, candidates: 9_000, excluded: { unsubscribed: 9_000 } }
    expect(await rangeEnds.get(id, 0)).toEqual(end)
    expect(await sums.get(id, 0)).toMatchObject({ sums: { candidates: 9_000, done: true } })
  })

  test('steps of before they carried totals are counted all the same', async () => {
    const { plan, planSteps, rangeEnds } = await aPlanner([])
    const upTo = '0'.repeat(32)
    const old = { upTo, groups: [], leftOut: { pending: 'A'.repeat(44) }, last: false }
    for (const number of [0, 1]) await planSteps.take(id, 0, { number, ...old })
    await plan(id, 0, plenty)
    expect(await rangeEnds.get(id, 0)).toMatchObject({ candidates: 4, excluded: { pending: 4 } })
  })

  test('a range that is planned and handed out again has whoever waits hinted at, and nobody else', async () => {
    const { plan, batches, world, keys } = await aPlanner(readers)
    await plan(id, 0, plenty)
    world.hints.length = 0
    await batches.claim(id, '000-0000', 'w', noon, noon + 60_000)
    const closing = (await batches.get(id, '000-0001'))!
    await batches.claim(id, closing.key, 'w', noon, noon + 1)
    await batches.mark(id, closing.key, 'w', closing, { after: 'a'.repeat(closing.size) })
    expect(await plan(id, 0, plenty)).toBe('ended')
    expect(keys()).toEqual(['000-0002', '000-0003'])
  })

  test('of a cancelled send those are handed out too whose time has not come', async () => {
    const ownZones = { local: '2026-12-10T09:00:00', fallback: 'UTC' }
    const { plan, world, keys, sends } = await aPlanner(
      readers.slice(0, 9),
      aSend({ frozen: { ...frozen, ownZones } }),
    )
    await plan(id, 0, plenty)
    await plan(id, 0, plenty)
    expect(world.hints).toEqual([])
    await sends.cancel(id, frozen.at, {})
    await plan(id, 0, plenty)
    expect(keys()).toHaveLength(1)
  })

  /** The digest of an earlier issue, over, of which every second reader was left out by its worker. */
  const sentBefore = async ({ sends, planSteps, batches }: PlanDeps & { sends: LedgerTables['sends'] }) => {
    const earlier = 'm-0--digest'
    await sends.create(aSend({ id: earlier, issue: 'm-0' }))
    const got = new Set<string>()
    for (const number of [0, 1]) {
      const some = sorted(readers).slice(number * 500, (number + 1) * 500)
      const key = batchKey(0, number)
      const recipients = packRecipients(some)
      for (const [at, one] of unpackRecipients(recipients).entries()) if (at % 2 === 0) got.add(one.id)
      const group = { key, recipients, size: some.length }
      const step = { number, upTo: some.at(-1)!.id, groups: [group], leftOut: {}, last: number === 1 }
      await planSteps.take(earlier, 0, step)
      await batches.add(earlier, {
        ...{
          key,
          size: some.length,
          candidates: some.length,
          excluded: {},
          hintedAt: 0,
          attempt: 1,
          closed: true,
        },
        codes: 'aU'.repeat(some.length / 2),
      })
    }
    return { earlier, got }
  }
  /** Who is in a plan, and how many are left out why. */
  const planned = async ({ planSteps }: Pick<PlanDeps, 'planSteps'>) => {
    const steps = await planSteps.list(id, 0)
    return {
      ids: steps.flatMap(({ groups }) =>
        groups.flatMap(({ recipients }) => unpackRecipients(recipients).map((one) => one.id)),
      ),
      leftOut: steps.map(countLeftOut).reduce((sum, one) => add(sum, one), {}),
    }
  }

  test('a segment of who did not get an issue is planned by what the ledger says of each', async () => {
    const segment = { name: 'missed', rule: { not: { got: 'm-0' } } }
    const { plan, deps, sends } = await aPlanner(readers, aSend({ filter: { segment } }))
    const { got } = await sentBefore({ ...deps, sends })
    // Each run takes one step, as if it were another worker’s.
    while ((await plan(id, 0, none)) === 'goes-on');
    const { ids, leftOut } = await planned(deps)
    expect(new Set(ids)).toEqual(new Set(readers.map((one) => one.id).filter((one) => !got.has(one))))
    expect(leftOut).toEqual({ 'other-issues': 500 })
  })

  test('when an issue’s recipients are forgotten meanwhile, whoever it depends on is left out', async () => {
    const rule = { any: [{ got: 'm-0' }, { language: ['en'] }] }
    const { plan, deps, sends, planSteps } = await aPlanner(readers, aSend({ filter: { segment: { rule } } }))
    const { earlier, got } = await sentBefore({ ...deps, sends })
    expect(await plan(id, 0, none)).toBe('goes-on')
    const before = (await planned(deps)).ids
    // The sweeper stamps the send, and empties its plan.
    await sends.forget(earlier, (await sends.get(earlier))!, '2026-12-01T11:30:00.000Z', 'secret')
    for (const number of [0, 1]) await planSteps.empty(earlier, 0, { number })
    await plan(id, 0, plenty)
    const { ids, leftOut } = await planned(deps)
    const isEnglish = (one: string) => readers.find((reader) => reader.id === one)!.language === 'en'
    expect(before.every((one) => got.has(one) || isEnglish(one))).toBe(true)
    expect(ids.slice(before.length).every(isEnglish)).toBe(true)
    expect(ids.filter(isEnglish)).toHaveLength(readers.filter(({ language }) => language === 'en').length)
    expect(leftOut['not-known']).toBeGreaterThan(0)
  })
})
