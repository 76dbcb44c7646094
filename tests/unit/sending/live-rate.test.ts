import { expect, test } from 'vitest'
import { createLiveRate } from '../../../functions/sending/deliver/account-rate.ts'
import type { Reserved } from '../../../functions/sending/deliver/reserved-rate.table.ts'

/** An account whose rate SES tells as `answers` have it; the last one stands. */
const anAccount = (answers: (number | undefined)[], begin?: Reserved) => {
  let clock = Date.parse('2026-12-01T01:00:00Z')
  let asks = 0
  let noted = begin
  const aWorker = () =>
    createLiveRate({
      ask: async () => answers[Math.min(asks++, answers.length - 1)],
      shared: {
        get: async () => noted,
        noteRate: async (rate, askedAt) => {
          noted = { ...noted, rate, askedAt }
        },
      },
      time: { likely: () => clock },
      clocks: { wall: () => clock, monotonic: () => 0 },
      sleep: async (ms) => {
        clock += ms
      },
      random: () => 0.5,
    })
  return {
    aWorker,
    asks: () => asks,
    now: () => clock,
    pass: (ms: number) => {
      clock += ms
    },
  }
}

test('SES is asked once a minute, and what it says later counts then', async () => {
  const { aWorker, asks, pass } = anAccount([14, 50])
  const rate = aWorker()
  expect([await rate(), await rate(), asks()]).toEqual([14, 14, 1])
  pass(61_000)
  expect([await rate(), asks()]).toEqual([50, 2])
})

test('what SES said to one worker holds for all of them, and for no longer than a minute', async () => {
  const { aWorker, asks, pass } = anAccount([14, 50])
  await aWorker()()
  pass(40_000)
  const late = aWorker()
  expect([await late(), asks()]).toEqual([14, 1])
  pass(21_000)
  expect([await late(), asks()]).toEqual([50, 2])
})

test('who is refused an answer looks again a little later, and finds what another was told', async () => {
  const account = anAccount([undefined, undefined, 14])
  expect([await account.aWorker()(), account.asks()]).toEqual([14, 3])
  expect([await account.aWorker()(), account.asks()]).toEqual([14, 3])
})

test('while one asks anew, the others go on by what was said a minute ago', async () => {
  const account = anAccount([14, undefined])
  const rate = account.aWorker()
  await rate()
  account.pass(61_000)
  const before = account.now()
  expect([await rate(), account.now() - before]).toEqual([14, 0])
})

test('an old answer is better than none; without one a worker gives up after half a minute', async () => {
  const old = { rate: 14, askedAt: Date.parse('2026-11-01T00:00:00Z') }
  const mute = anAccount([undefined], old)
  expect([await mute.aWorker()(), mute.asks()]).toEqual([14, 30])
  const unknown = anAccount([undefined])
  await expect(unknown.aWorker()()).rejects.toThrow('quota')
  expect(unknown.asks()).toBe(30)
})

test('an answer that seems to come from next year is asked for again', async () => {
  const account = anAccount([14], { rate: 500, askedAt: Date.parse('2027-12-01T00:00:00Z') })
  expect(await account.aWorker()()).toBe(14)
})
