import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  batchKey,
  type PlanStep,
  packIds,
  packRecipients,
} from '../../../functions/sending/ledger/plan-step.ts'
import { findInPlan, findPlace } from '../../../functions/sending/ledger/reader-history.ts'
import { noReports } from '../../../functions/sending/ledger/ses-report.ts'

const idOf = (number: number) => `00${number.toString(16).padStart(30, '0')}`

/** A send's plan of one range: two readers a step, of whom the second was left out. */
const aPlan = (steps: number, isOver: boolean) => {
  const plan = Array.from({ length: steps }, (_, number): PlanStep => {
    const [first, second] = [idOf(number * 10), idOf(number * 10 + 5)]
    const recipients = packRecipients([{ id: first, language: 'en', topics: [] }])
    const groups = [{ key: batchKey(0, number), recipients, size: 1 }]
    const last = isOver && number === steps - 1
    return { number, upTo: second, groups, leftOut: { pending: packIds([second]) }, last }
  })
  let reads = 0
  const frozen = { at: '2026-12-01T01:00:00.000Z', editions: { en: 'h' }, topics: [], ranges: 1 }
  const send = { id: 'm--digest', issue: 'm', by: 'ada', requestedAt: frozen.at, holds: {}, frozen }
  const find = (reader: string) =>
    findInPlan(
      {
        sends: {
          get: async () => send,
          ids: async () => [send.id],
        },
        planSteps: {
          last: async () => plan.at(-1),
          get: async (_id, _range, number) => {
            reads += 1
            return plan[number]
          },
        },
        batches: { get: async () => undefined },
        sesReports: { get: async () => noReports },
      },
      send.id,
      reader,
    )
  const placeOf = (reader: string) =>
    findPlace(
      {
        sends: { get: async () => send },
        planSteps: { last: async () => plan.at(-1), get: async (_id, _range, number) => plan[number] },
      },
      send.id,
      reader,
    )
  return { find, placeOf, reads: () => reads }
}

test('who got a send’s mail has a place in a batch; who was left out, or is in no step, has none', async () => {
  const { placeOf } = aPlan(4, true)
  expect(await placeOf(idOf(20))).toEqual({ batch: batchKey(0, 2), index: 0 })
  expect(await placeOf(idOf(25))).toBeUndefined()
  expect(await placeOf(idOf(21))).toBeUndefined()
  expect(await placeOf(idOf(99))).toBeUndefined()
})

test('whatever a plan’s length, each reader is found in their step, and who is not there nowhere', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 90 }),
      fc.boolean(),
      fc.nat(899),
      async (steps, isOver, at) => {
        const { outcome, reason, batch } = (await aPlan(steps, isOver).find(idOf(at))) as Record<
          string,
          unknown
        >
        const number = Math.floor(at / 10)
        if (at > (steps - 1) * 10 + 5) expect(outcome).toBe(isOver ? 'absent' : 'not-planned')
        else if (at % 10 === 0) expect([outcome, batch]).toEqual(['waiting', batchKey(0, number)])
        else if (at % 10 === 5) expect([outcome, reason]).toEqual(['excluded', 'pending'])
        else expect(outcome).toBe('absent')
      },
    ),
  )
})

test('of 80 steps few are read for one reader', async () => {
  const { find, reads } = aPlan(80, true)
  await find(idOf(400))
  expect(reads()).toBeLessThanOrEqual(7)
})
