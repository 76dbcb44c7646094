import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Frozen } from '../../../functions/sending/ledger/send.ts'
import { createPlaces } from '../../../functions/sending/plan/place-readers.ts'
import {
  beginOf,
  latenessOf,
  mostDays,
  sliceOf,
  slicesOf,
  warmUpProgress,
} from '../../../functions/sending/schedule/warm-up.ts'
import { idOf } from '../../reader-ids.ts'

const day = 86_400_000
const at = '2026-12-01T09:00:00.000Z'
const aFrozen = (but: Partial<Frozen> = {}): Frozen => ({
  ...{ at, editions: {}, topics: [], ranges: 1 },
  ...but,
})

test.each([
  [500, 0, undefined],
  [501, 0, [167, 334]],
  [1_500, 0, [500, 1_000]],
  [12_000, 0, [387, 774, 1_549, 3_096, 6_194]],
  // The publication has mailed so many before.
  [12_000, 5_900, [4_000, 8_000]],
  [12_000, 6_000, undefined],
])('%d readers, with %d mailed lately, get it in slices of %j', (audience, lately, slices) => {
  expect(slicesOf(audience, lately)).toEqual(slices)
})

test('slices add up, each is about twice the one before, the first is small enough, and there are at most fourteen', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (audience, lately) => {
        const slices = slicesOf(audience, lately)
        const most = Math.max(500, 2 * lately)
        if (!slices) {
          expect(audience).toBeLessThanOrEqual(most)
          return
        }
        expect(slices.reduce((sum, size) => sum + size, 0)).toBe(audience)
        expect(slices.length).toBeGreaterThanOrEqual(2)
        expect(slices.length).toBeLessThanOrEqual(mostDays)
        expect(slices[0]).toBeLessThanOrEqual(Math.ceil(Math.max(most, audience / (2 ** mostDays - 1))))
        slices.slice(1).forEach((size, before) => {
          expect(Math.abs(size - 2 * slices[before]!)).toBeLessThanOrEqual(3)
        })
      },
    ),
  )
})

const anId = fc.stringMatching(/^[0-9a-f]{32}$/)

test('every id is in exactly one slice, whoever asks, and its first byte says nothing of which', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 14 })
  fc.assert(
    fc.property(anId, sizes, (id, slices) => {
      const slice = sliceOf(slices, id)
      expect(slices[slice]).toBeDefined()
      expect(sliceOf([...slices], id)).toBe(slice)
      expect(sliceOf(slices, `00${id.slice(2)}`)).toBe(slice)
    }),
  )
  expect(sliceOf([1, 2], '0'.repeat(32))).toBe(0)
  expect(sliceOf([1, 2], 'f'.repeat(32))).toBe(1)
})

test('readers are in slices in proportion to their sizes', () => {
  const slices = [500, 1_000, 2_000, 4_000]
  const found = slices.map(() => 0)
  for (let reader = 0; reader < 7_500; reader += 1) {
    const slice = sliceOf(slices, idOf(`reader-${reader}@example.org`))
    found[slice] = found[slice]! + 1
  }
  slices.forEach((size, slice) => {
    expect(Math.abs(found[slice]! - size)).toBeLessThan(4 * Math.sqrt(size))
  })
})

const first = `00${'0'.repeat(30)}`
const second = `00${'f'.repeat(30)}`

test('the first slice is due at once, the next a day after the send began', () => {
  const placeFor = createPlaces(aFrozen({ warmUp: { slices: [1, 2] } }))
  expect(placeFor({ id: first })).toEqual({ slice: 0 })
  expect(placeFor({ id: second })).toEqual({ slice: 1, due: Date.parse(at) + day })
  expect(createPlaces(aFrozen())({ id: second })).toEqual({})
})

test('by readers’ own clocks a slice is due at their local time, on its day', () => {
  const ownZones = { local: '2026-12-02T09:00:00', fallback: 'UTC' }
  // It begins where the day begins.
  const frozen = aFrozen({ at: '2026-12-01T19:00:00.000Z', ownZones, warmUp: { slices: [1, 2] } })
  const placeFor = createPlaces(frozen)
  const inTokyo = { timeZone: 'Asia/Tokyo' }
  expect(placeFor({ id: first, ...inTokyo })).toEqual({
    ...{ slice: 0, slot: 6 },
    due: Date.parse('2026-12-02T00:00:00Z'),
  })
  expect(placeFor({ id: second, ...inTokyo })).toEqual({
    ...{ slice: 1, slot: 6 },
    due: Date.parse('2026-12-03T00:00:00Z'),
  })
  expect(beginOf(frozen, 1)).toBe(Date.parse('2026-12-02T19:00:00Z'))
  // Begun five hours late, or a day: the next slice is due a day after that, at the earliest.
  for (const [late, due] of [
    ['2026-12-02T00:00:00.000Z', '2026-12-04T00:00:00Z'],
    ['2026-12-03T12:00:00.000Z', '2026-12-05T00:00:00Z'],
  ] as const)
    expect(createPlaces({ ...frozen, at: late })({ id: second, ...inTokyo }).due).toBe(Date.parse(due))
})

test('how far a send has warmed up is told by its slices that have begun', () => {
  const frozen = aFrozen({ warmUp: { slices: [1, 2, 4] } })
  const begun = Date.parse(at)
  expect(warmUpProgress({ frozen }, begun)).toEqual({ slice: 1, of: 3, next: '2026-12-02T09:00:00.000Z' })
  expect(warmUpProgress({ frozen }, begun + day)).toEqual({
    slice: 2,
    of: 3,
    next: '2026-12-03T09:00:00.000Z',
  })
  expect(warmUpProgress({ frozen }, begun + 9 * day)).toEqual({ slice: 3, of: 3 })
  expect(warmUpProgress({ frozen: aFrozen() }, begun)).toBeUndefined()
})

test('slices that were to begin while a send stood still are put off: one begins when it goes on, the others follow by the day', () => {
  const begun = Date.parse(at)
  const hour = day / 24
  const frozen = aFrozen({ warmUp: { slices: [1, 2, 4, 8] } })
  // Within a day nothing was missed.
  expect(latenessOf({ frozen }, begun + hour, begun + 23 * hour)).toBeUndefined()
  // Held after an hour, for three days and two hours.
  const now = begun + 3 * day + 2 * hour
  const laterMs = latenessOf({ frozen }, begun + hour, now)!
  expect(laterMs).toBe(2 * day + 2 * hour)
  expect(warmUpProgress({ frozen, laterMs }, now)).toMatchObject({
    slice: 2,
    next: new Date(now + day).toISOString(),
  })
  // Asked once more, as by who died before it went on, it is the same, or what passed since.
  expect(latenessOf({ frozen, laterMs }, begun + hour, now)).toBeUndefined()
  expect(latenessOf({ frozen, laterMs }, begun + hour, now + hour)).toBe(laterMs + hour)
  expect(latenessOf({ frozen: aFrozen() }, begun, now)).toBeUndefined()
  // By readers’ own clocks: whole days.
  const ownZones = { local: '2026-12-02T09:00:00', fallback: 'UTC' }
  const inZones = aFrozen({ at: '2026-12-01T19:00:00.000Z', ownZones, warmUp: { slices: [1, 2] } })
  expect(latenessOf({ frozen: inZones }, begun + 12 * hour, Date.parse('2026-12-04T03:00:00Z'))).toBe(2 * day)
})
