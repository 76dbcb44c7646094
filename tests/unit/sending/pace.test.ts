import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPace } from '../../../functions/sending/pace.ts'

/** A worker's calls in virtual time; each waking up is late by up to so much. */
const callsOf = async (share: number, calls: number, random: () => number, lateMs: number) => {
  let clock = 0
  const sleep = async (ms: number) => {
    clock += ms + random() * lateMs
  }
  const pace = createPace({ steady: () => clock, sleep, random })
  const times: number[] = []
  for (let call = 0; call < calls; call += 1) {
    pace.set(share)
    await pace.next()
    times.push(clock)
  }
  return times
}

/** The most calls that any second holds. */
const busiestSecond = (times: number[]): number => {
  const sorted = times.toSorted((a, b) => a - b)
  let from = 0
  return sorted.reduce((most, time, index) => {
    while (sorted[from]! <= time - 1000) from += 1
    return Math.max(most, index - from + 1)
  }, 0)
}

test.each([1, 4, 16])(
  '%i workers never call more than a tenth over the rate in any second',
  async (workers) => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1 }), fc.constantFrom(100, 200, 500), async (seed, rate) => {
        let state = seed
        const random = () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          return state / 2 ** 32
        }
        const calls = Math.ceil((rate * 4) / workers)
        const each = await Promise.all(
          Array.from({ length: workers }, () => callsOf(rate / workers, calls, random, 10)),
        )
        expect(busiestSecond(each.flat())).toBeLessThanOrEqual(rate * 1.1)
      }),
      { numRuns: 40 },
    )
  },
)

test('a worker keeps up its share, though it wakes up late each time', async () => {
  const times = await callsOf(50, 500, Math.random, 15)
  expect(times.at(-1)).toBeLessThan(10_500)
})

test('those who wait side by side do not all go at once after a standstill', async () => {
  let clock = 0
  let still = 60_000
  const sleep = async (ms: number) => {
    clock += ms + still
    still = 0
  }
  const pace = createPace({ steady: () => clock, sleep, random: () => 0 })
  pace.set(100)
  const times: number[] = []
  await Promise.all(Array.from({ length: 100 }, () => pace.next().then(() => times.push(clock))))
  expect(busiestSecond(times)).toBeLessThanOrEqual(110)
  expect(times.at(-1)! - times[1]!).toBeGreaterThanOrEqual(900)
})

test('a standstill is not made up for', async () => {
  let clock = 0
  const sleep = async (ms: number) => {
    clock += ms
  }
  const pace = createPace({ steady: () => clock, sleep, random: () => 0 })
  pace.set(100)
  await pace.next()
  clock += 60_000
  const before = clock
  for (let call = 0; call < 100; call += 1) await pace.next()
  expect(clock - before).toBeGreaterThanOrEqual(900)
})
