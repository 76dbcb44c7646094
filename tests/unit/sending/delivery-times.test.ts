import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  countTimes,
  deliveredBy,
  deliveriesOf,
  inSteps,
  mergeTimes,
  slotIn,
  slotOf,
  startOf,
} from '../../../functions/sending/ledger/delivery-times.ts'
import { mergeReports } from '../../../functions/sending/ledger/merge-reports.ts'
import { countDeliveries, noReports, SesReports } from '../../../functions/sending/ledger/ses-report.ts'

const slot = slotOf('2026-12-01T09:03:10.000Z')!

test('a time is kept by its five minutes, and what is no time is not', () => {
  expect(startOf(slot)).toBe('2026-12-01T09:00:00.000Z')
  for (const none of [undefined, '', 'soon', '1960-01-01T00:00:00Z']) expect(slotOf(none)).toBeUndefined()
})

test('recipients of one time take next to no room, whoever came later or is not known', () => {
  const all = Array.from({ length: 500 }, (_, index) => ({ index, slot: index === 313 ? slot + 3 : slot }))
  const times = mergeTimes('', all.toSpliced(312, 1))
  expect(times).toBe(`${slot.toString(36)}:0*312,.,3,0*186`)
  expect([0, 312, 313, 500].map((index) => slotIn(times, index))).toEqual([
    slot,
    undefined,
    slot + 3,
    undefined,
  ])
})

test('whatever the order in which events come, and however often, the same is known', () => {
  const report = fc
    .tuple(fc.nat(6), fc.option(fc.nat(5), { nil: undefined }))
    .map(([index, later]) => ({ index, slot: later === undefined ? undefined : slot + later }))
  fc.assert(
    fc.property(fc.array(report, { maxLength: 14 }), fc.nat(14), (all, from) => {
      const others = [...all.slice(from), ...all.toReversed(), ...all.slice(0, from)]
      const known = others.reduce((before, one) => mergeTimes(before, [one]), '')
      expect(known).toBe(mergeTimes('', all))
      for (const { index, slot: of } of all)
        if (of !== undefined) expect(slotIn(known, index)).toBeLessThanOrEqual(of)
    }),
  )
})

test('what bounced for good after it was delivered is in no count, and a row of before has none', () => {
  const delivered = [0, 1, 2].map((index) => ({ index, code: 'd' as const, slot: slot + index }))
  const known = mergeReports(noReports, delivered)
  const after = mergeReports(known, [
    { index: 0, code: 'b' },
    { index: 2, code: 'c' },
  ])
  expect(countDeliveries([after, SesReports.parse({ fates: 'dd' })])).toEqual({
    [slot + 1]: 1,
    [slot + 2]: 1,
  })
  expect(SesReports.parse({ fates: known.codes, times: known.times })).toEqual({ ...known, acts: '' })
  expect(mergeReports(known, delivered)).toBe(known)
})

test('what takes long is counted by longer steps, at most 48 of them, but for days', () => {
  const spread = (slots: number) => inSteps(new Map(Array.from({ length: slots }, (_, at) => [slot + at, 1])))
  expect(Object.keys(spread(48))).toHaveLength(48)
  // Four hours and more are hours, two days are six hours.
  expect(Object.keys(spread(49)).every((at) => Number(at) % 12 === 0)).toBe(true)
  expect(Object.keys(spread(600)).every((at) => Number(at) % 72 === 0)).toBe(true)
  const sums = Object.values(spread(600))
  expect(sums.reduce((all, one) => all + one, 0)).toBe(600)
})

test('parts that were counted by longer steps fit together with others: nothing is counted where it was not', () => {
  const slots = fc.array(fc.oneof(fc.nat(60), fc.nat(900), fc.nat(20_000)), { minLength: 1, maxLength: 9 })
  const counts = (all: number[]) =>
    countTimes(
      all.map((one) => ({ times: mergeTimes('', [{ index: 0, slot: one }]), isDelivered: () => true })),
    )
  fc.assert(
    fc.property(slots, slots, (one, other) => {
      const parts = deliveriesOf([inSteps(counts(one)), inSteps(counts(other))])
      expect(parts).toEqual(deliveriesOf([Object.fromEntries(counts([...one, ...other]))]))
    }),
  )
})

test('half were delivered by the end of the step with which half is reached', () => {
  const deliveries = deliveriesOf([
    { [slot]: 4, [slot + 1]: 2 },
    { [slot + 1]: 3, [slot + 6]: 1 },
  ])!
  expect(deliveries).toMatchObject({
    stepSeconds: 300,
    steps: [{ delivered: 4 }, { delivered: 5 }, { delivered: 1 }],
  })
  expect([0.4, 0.5, 0.9, 1].map((share) => deliveredBy(deliveries, share).slice(11, 16))).toEqual([
    ...['09:05', '09:10', '09:10', '09:35'],
  ])
  expect(deliveriesOf([])).toBeUndefined()
})
