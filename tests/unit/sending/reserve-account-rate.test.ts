import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shareOfSends } from '../../../functions/sending/deliver/account-rate.ts'
import { chunksOf, createPace, sliceSize } from '../../../functions/sending/deliver/reserve-account-rate.ts'
import type { Reserved } from '../../../functions/sending/deliver/reserved-rate.table.ts'

/** An account whose rate is reserved by workers, each with a clock that may be wrong. */
const anAccount = (begin: Reserved | undefined = undefined) => {
  let now = Date.parse('2026-12-01T01:00:00Z')
  let reserved = begin
  const table = {
    get: async () => reserved,
    move: async (known: Reserved | undefined, until: number, send: string) => {
      if (known?.until !== reserved?.until) return false
      reserved = { until, send }
      return true
    },
  }
  /** @param off how far its wall clock is off, ms; the database's answers allow no more than 1.1 s of that */
  const aWorker = (off = 0) =>
    createPace({
      reserved: table,
      time: { likely: () => now + Math.min(1_100, Math.max(-999, off)) },
      clocks: { monotonic: () => now },
    })
  return {
    aWorker,
    now: () => now,
    pass: (ms: number) => {
      now += ms
    },
    reserved: () => reserved,
  }
}

/** When the calls of a slice begin, ms. */
const callsOf = ({ start, gapMs }: { start: number; gapMs: number }, calls: number) =>
  Array.from({ length: calls }, (_, index) => start + index * gapMs)

/** The most calls that any second holds. */
const busiestSecond = (times: number[]): number => {
  const sorted = times.toSorted((a, b) => a - b)
  let from = 0
  return sorted.reduce((most, time, index) => {
    while (sorted[from]! <= time - 1000) from += 1
    return Math.max(most, index - from + 1)
  }, 0)
}

/** Workers take slices by turns, by whom chance says, until so many calls are reserved. */
const reserveAll = async (
  account: ReturnType<typeof anAccount>,
  workers: ReturnType<typeof createPace>[],
  { rate, calls, next }: { rate: number; calls: number; next: () => number },
) => {
  const times: number[] = []
  while (times.length < calls) {
    const worker = workers[next() % workers.length]!
    const slice = await worker.reserve(sliceSize(rate), rate, 1e9, 'a')
    if (slice.outcome === 'reserved') times.push(...callsOf(slice, slice.calls))
    if (slice.outcome === 'later') account.pass(slice.ms)
  }
  return times
}

test.each([1, 2, 8])(
  '%i workers together keep to the rate in every second, and leave none of it',
  async (count) => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(1, 5, 13, 14, 50, 500),
        fc.infiniteStream(fc.nat(1000)),
        async (rate, chance) => {
          const account = anAccount()
          const workers = Array.from({ length: count }, () => account.aWorker())
          const times = await reserveAll(account, workers, {
            rate,
            calls: rate * 60,
            next: () => chance.next().value as number,
          })
          expect(busiestSecond(times)).toBeLessThanOrEqual(Math.max(1, rate) + 1)
          const sorted = times.toSorted((a, b) => a - b)
          const seconds = (sorted.at(-1)! - sorted[0]!) / 1000
          expect((times.length - 1) / seconds).toBeGreaterThan(rate * 0.97)
        },
      ),
      { numRuns: 60 },
    )
  },
)

test('a slice is at most ten seconds, and a second of a large rate', () => {
  expect([0.5, 1, 5, 14, 50, 500].map(sliceSize)).toEqual([5, 10, 50, 50, 50, 500])
  expect(sliceSize(0.01)).toBe(1)
  expect(chunksOf(Array.from({ length: 120 }), 50).map(({ length }) => length)).toEqual([50, 50, 20])
  expect(shareOfSends).toBeLessThan(1)
})

test('nobody reserves further ahead than a pause may take to be heard', async () => {
  const account = anAccount()
  const worker = account.aWorker()
  expect(await worker.isCrowded('a')).toBe(false)
  await worker.reserve(10, 1, 1e9, 'a')
  expect((await worker.reserve(10, 1, 1e9, 'a')).outcome).toBe('reserved')
  expect(await worker.isCrowded('a')).toBe(true)
  // A test, or a welcome, that comes meanwhile waits in line.
  expect(await worker.isCrowded('b')).toBe(false)
  const late = await worker.reserve(10, 1, 1e9, 'a')
  expect(late.outcome).toBe('later')
  account.pass((late as { ms: number }).ms)
  expect((await worker.reserve(10, 1, 1e9, 'a')).outcome).toBe('reserved')
})

test('what would not begin in time is left to others, and a slice is cut to what does', async () => {
  const account = anAccount()
  const worker = account.aWorker()
  expect(await worker.reserve(10, 1, 4_500, 'a')).toMatchObject({ outcome: 'reserved', calls: 4 })
  const until = account.reserved()
  expect(await worker.reserve(10, 1, 4_500, 'a')).toEqual({ outcome: 'no-time' })
  expect(account.reserved()).toEqual(until)
})

test('what a broken clock reserved years ahead holds up nobody', async () => {
  const account = anAccount({ until: Date.parse('2036-01-01T00:00:00Z') })
  const slice = await account.aWorker().reserve(10, 5, 1e9, 'a')
  expect(slice).toMatchObject({ outcome: 'reserved' })
  expect((slice as { start: number }).start - account.now()).toBeLessThan(1_000)
})

test('a worker whose clock is an hour off takes its turns with the others', async () => {
  const account = anAccount()
  const workers = [account.aWorker(3_600_000), account.aWorker(-3_600_000), account.aWorker()]
  let turn = 0
  const times = await reserveAll(account, workers, { rate: 14, calls: 840, next: () => turn++ })
  const sorted = times.toSorted((a, b) => a - b)
  expect((sorted.at(-1)! - sorted[0]!) / 1000).toBeLessThan(840 / 14 + 10)
})
