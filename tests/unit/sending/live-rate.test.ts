import { expect, test } from 'vitest'
import { createLiveRate } from '../../../functions/sending/live-rate.ts'

/** A rate that SES tells as `answers` have it; the last one stands. */
const aRate = (answers: (number | undefined)[]) => {
  let clock = 0
  let asks = 0
  const rate = createLiveRate({
    ask: async () => answers[Math.min(asks++, answers.length - 1)],
    clocks: { wall: () => clock, monotonic: () => 0 },
    sleep: async (ms) => {
      clock += ms
    },
    random: () => 0.5,
  })
  return {
    rate,
    asks: () => asks,
    pass: (ms: number) => {
      clock += ms
    },
  }
}

test('SES is asked once a minute, and what it says later counts then', async () => {
  const { rate, asks, pass } = aRate([14, 50])
  expect([await rate(), await rate(), asks()]).toEqual([14, 14, 1])
  pass(61_000)
  expect([await rate(), asks()]).toEqual([50, 2])
})

test('who is refused an answer asks again a little later', async () => {
  const { rate, asks } = aRate([undefined, undefined, 14])
  expect([await rate(), asks()]).toEqual([14, 3])
})

test('an old answer is better than none; without one a worker gives up after half a minute', async () => {
  const { rate, pass } = aRate([14, undefined])
  await rate()
  pass(61_000)
  expect(await rate()).toBe(14)
  const mute = aRate([undefined])
  await expect(mute.rate()).rejects.toThrow('quota')
  expect(mute.asks()).toBe(30)
})
