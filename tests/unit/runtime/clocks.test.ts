import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createDeadline, elapsedSince, momentOf } from '../../../functions/runtime/clocks.ts'
import { createDatabaseClock } from '../../../functions/runtime/database-clock.ts'

const someClocks = () => {
  const at = { wall: Date.parse('2026-12-01T01:00:00Z'), monotonic: 500 }
  return { at, clocks: { wall: () => at.wall, monotonic: () => at.monotonic } }
}

test.each(['wall', 'monotonic'] as const)('a time is over when only the %s clock went on', (going) => {
  const { at, clocks } = someClocks()
  const deadline = createDeadline(clocks, 1_000)
  at[going] += 999
  expect(deadline.leftMs()).toBe(1)
  at[going] += 600_000
  expect(deadline.leftMs()).toBeLessThan(0)
})

test('a wall clock that is set back gives nobody more time', () => {
  const { at, clocks } = someClocks()
  const start = momentOf(clocks)
  at.monotonic += 700
  at.wall -= 3_600_000
  expect(elapsedSince(clocks, start)).toBe(700)
})

test('the database’s time lies between what is told of it, whatever one’s own clocks say', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ passes: fc.nat(5_000), slow: fc.nat(4_000), off: fc.integer(), still: fc.boolean() }),
      ),
      (steps) => {
        const { at, clocks } = someClocks()
        let database = Date.parse('2026-12-01T01:00:00.250Z')
        const clock = createDatabaseClock(clocks)
        const pass = (ms: number, still: boolean) => {
          database += ms
          at.wall += ms
          if (!still) at.monotonic += ms
        }
        for (const { passes, slow, off, still } of steps) {
          const askedAt = momentOf(clocks)
          pass(slow / 2, false)
          // RFC 9110 §5.6.7: an HTTP date has whole seconds.
          clock.heard(Math.floor(database / 1000) * 1000, askedAt)
          pass(slow / 2, still)
          pass(passes, still)
          expect(clock.earliest()).toBeLessThanOrEqual(database)
          expect(clock.latest()).toBeGreaterThanOrEqual(database)
          at.wall += off % 7_200_000
          expect(clock.likely()).toBeGreaterThanOrEqual(clock.earliest())
          expect(clock.likely()).toBeLessThanOrEqual(clock.latest())
          at.wall -= off % 7_200_000
        }
      },
    ),
  )
})

test('an answer that comes after a newer one turns nothing back', () => {
  const { clocks } = someClocks()
  const clock = createDatabaseClock(clocks)
  expect(() => clock.earliest()).toThrow('not answered')
  clock.heard(20_000, momentOf(clocks))
  clock.heard(10_000, momentOf(clocks))
  clock.heard(Number.NaN, momentOf(clocks))
  expect(clock.earliest()).toBe(20_000)
})
