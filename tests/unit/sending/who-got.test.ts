import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shardsOf } from '../../../functions/sending/ledger/plan-sizes.ts'
import {
  batchKey,
  blankId,
  type PlanStep,
  packIds,
  packRecipients,
  withoutReader,
} from '../../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { createWhoGot, type WhoGotDeps } from '../../../functions/sending/ledger/who-got.ts'
import type { Rule } from '../../../functions/subscription/segments/rule.ts'

const idOf = (number: number) => `${(number * 7).toString(16).padStart(3, '0')}${'0'.repeat(29)}`

/** A finished send over some readers, `perStep` in a step; every third of whom its plan left out. */
const aLedger = ({ readers, ranges, perStep }: { readers: number[]; ranges: number; perStep: number }) => {
  const tracked = { opens: true, clicks: false }
  const frozen = { at: '2026-12-01T01:00:00.000Z', editions: { en: 'h' }, topics: [], ranges, tracked }
  let send: Send | undefined = {
    ...{ id: 'm-1--digest', issue: 'm-1', by: 'ada', requestedAt: frozen.at, holds: {}, frozen },
  }
  const codes = new Map<string, string>()
  const steps = Array.from({ length: ranges }, (_, range) => {
    const own = readers.filter((one) => shardsOf(range, ranges).includes(idOf(one).slice(0, 2)))
    const cuts = Array.from({ length: Math.ceil(own.length / perStep) || 1 }, (_, at) =>
      own.slice(at * perStep, (at + 1) * perStep),
    )
    return cuts.map((some, number): PlanStep => {
      const [out, taken] = [some.filter((one) => one % 3 === 0), some.filter((one) => one % 3 !== 0)]
      const key = batchKey(range, number)
      codes.set(key, taken.map((one) => (one % 2 === 0 ? 'a' : 'r')).join(''))
      const recipients = packRecipients(taken.map((one) => ({ id: idOf(one), language: 'en', topics: [] })))
      return {
        number,
        upTo: some.length > 0 ? idOf(some.at(-1)!) : '',
        groups: taken.length > 0 ? [{ key, recipients, size: taken.length }] : [],
        leftOut: out.length > 0 ? { pending: packIds(out.map(idOf)) } : {},
        last: number === cuts.length - 1,
      }
    })
  })
  let reads = 0
  const deps: WhoGotDeps = {
    sends: { get: async () => send },
    planSteps: {
      last: async (_, range) => {
        reads += 1
        return steps[range]!.at(-1)
      },
      get: async (_, range, number) => {
        reads += 1
        return steps[range]![number]
      },
    },
    batches: { get: async (_, key) => ({ codes: codes.get(key) }) as never },
    sesReports: { get: async () => ({ codes: '', acts: '0248c' }) },
  }
  return {
    ...{ deps, steps, codes },
    reads: () => reads,
    change: (but: Partial<Send>) => {
      send = { ...send!, ...but }
    },
    remove: () => {
      send = undefined
    },
  }
}

const got: Rule = { got: 'm-1' }
const sorted = (numbers: readonly number[]) => [...new Set(numbers)].sort((a, b) => a - b)

test('whatever its ranges and steps, who got an issue is told from who did not, page by page', async () => {
  const numbers = fc.array(fc.nat(580), { maxLength: 60 }).map(sorted)
  await fc.assert(
    fc.asyncProperty(
      numbers,
      numbers,
      fc.constantFrom(1, 3, 256),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 20 }),
      async (planned, asked, ranges, perStep, perPage) => {
        const { deps } = aLedger({ readers: planned, ranges, perStep })
        const whoGot = createWhoGot(deps, got)
        for (let at = 0; at < asked.length; at += perPage) {
          const page = asked.slice(at, at + perPage)
          const seen = await whoGot(page.map((one) => [idOf(one)]))
          for (const one of page)
            expect(seen(idOf(one))('m-1', 'got')).toBe(
              planned.includes(one) && one % 3 !== 0 && one % 2 === 0,
            )
        }
      },
    ),
  )
})

test('a step is read about once, however small the pages', async () => {
  const readers = sorted(Array.from({ length: 500 }, (_, at) => at))
  const { deps, reads } = aLedger({ readers, ranges: 1, perStep: 100 })
  const whoGot = createWhoGot(deps, got)
  for (const one of readers) await whoGot([[idOf(one)]])
  // For each of five steps: the last one of the range, and a search.
  expect(reads()).toBeLessThanOrEqual(20)
})

const codeOf = async (code: string | undefined, but: Partial<Send> = {}) => {
  const { deps, codes, change } = aLedger({ readers: [1], ranges: 1, perStep: 5 })
  if (code === undefined) codes.clear()
  else codes.set(batchKey(0, 0), code)
  change(but)
  return (await createWhoGot(deps, got)([[idOf(1)]]))(idOf(1))('m-1', 'got')
}

test.each<[string | undefined, boolean | undefined]>([
  ['a', true],
  ['u', true],
  ['W', true],
  ['r', false],
  ['U', false],
  ['Z', false],
  ['.', undefined],
  ['>', undefined],
  ['C', undefined],
  [undefined, undefined],
])('whoever may have it counts as having it, whoever waits is not decided: %s', async (code, got) => {
  expect(await codeOf(code)).toBe(got)
})

test('whom a cancel left out did not get it, unless the cancel is being taken back', async () => {
  const cancelledAt = '2026-12-02T00:00:00.000Z'
  expect(await codeOf('C', { cancelledAt })).toBe(false)
  expect(await codeOf('C', { cancelledAt, reopening: cancelledAt })).toBeUndefined()
})

test('who opened an issue or pressed a link is told from who only got it, and machines are nobody', async () => {
  const readers = [2, 4, 8, 10, 14]
  const { deps } = aLedger({ readers, ranges: 1, perStep: 9 })
  const seen = await createWhoGot(deps, { any: [got, { engaged: 'm-1' }] })(readers.map((one) => [idOf(one)]))
  // Nothing; opened; opened by a machine’s press; pressed; pressed by both.
  expect(readers.map((one) => seen(idOf(one))('m-1', 'engaged'))).toEqual([false, true, false, true, true])
  expect(readers.map((one) => seen(idOf(one))('m-1', 'got'))).toEqual([true, true, true, true, true])
})

test('who opened an issue that went out untracked, nobody knows of those who got it', async () => {
  const world = aLedger({ readers: [1, 2, 4], ranges: 1, perStep: 9 })
  const { tracked: _, ...frozen } = (await world.deps.sends.get('m-1--digest'))!.frozen!
  world.change({ frozen })
  const seen = await createWhoGot(world.deps, { engaged: 'm-1' })([1, 2, 4].map((one) => [idOf(one)]))
  // Refused; opened, as was seen by a version that did not keep what is tracked; a machine’s press alone.
  expect([1, 2, 4].map((one) => seen(idOf(one))('m-1', 'engaged'))).toEqual([false, true, undefined])
})

test('a reader with several ids got it if any of them did', async () => {
  const { deps } = aLedger({ readers: [1, 2, 3], ranges: 3, perStep: 1 })
  const seen = await createWhoGot(
    deps,
    got,
  )([
    [idOf(500), idOf(2)],
    [idOf(501), idOf(1)],
  ])
  expect([seen(idOf(500))('m-1', 'got'), seen(idOf(501))('m-1', 'got')]).toEqual([true, false])
})

test('once recipients are forgotten, or just being, nobody can tell', async () => {
  const world = aLedger({ readers: [1, 2, 4], ranges: 1, perStep: 1 })
  // The stamp comes before the first step is emptied; here both come while steps are read.
  const whoGot = createWhoGot(
    {
      ...world.deps,
      planSteps: {
        ...world.deps.planSteps,
        last: async (id, range) => {
          world.change({ forgotten: { since: '2026-12-05T00:00:00.000Z' } })
          world.steps[0] = world.steps[0]!.map((step) => ({ ...step, groups: [], leftOut: {}, upTo: '' }))
          return world.deps.planSteps.last(id, range)
        },
      },
    },
    got,
  )
  const seen = await whoGot([[idOf(2)], [idOf(4)]])
  expect([seen(idOf(2))('m-1', 'got'), seen(idOf(4))('m-1', 'got')]).toEqual([undefined, undefined])
})

test('what was never sent, or not planned yet, tells nothing', async () => {
  const world = aLedger({ readers: [2], ranges: 1, perStep: 1 })
  world.steps[0] = [{ ...world.steps[0]![0]!, last: false }]
  const seen = await createWhoGot(world.deps, got)([[idOf(2)], [idOf(400)]])
  expect([seen(idOf(2))('m-1', 'got'), seen(idOf(400))('m-1', 'got')]).toEqual([true, undefined])
  world.remove()
  expect((await createWhoGot(world.deps, got)([[idOf(2)]]))(idOf(2))('m-1', 'got')).toBeUndefined()
})

test('a plan in which readers are blanked tells of all others as before', async () => {
  const readers = [1, 2, 4, 5, 7, 8, 10]
  const { deps, steps } = aLedger({ readers, ranges: 1, perStep: 2 })
  for (const gone of [2, 5, 8]) {
    steps[0] = steps[0]!.map(
      (step, at, all) => withoutReader(step, idOf(gone), all[at - 1]?.upTo ?? '') ?? step,
    )
  }
  const seen = await createWhoGot(deps, got)([...readers, 3].sort((a, b) => a - b).map((one) => [idOf(one)]))
  expect(readers.filter((one) => seen(idOf(one))('m-1', 'got'))).toEqual([4, 10])
  expect(seen(blankId)('m-1', 'got')).toBeUndefined()
})
