import { expect, test } from 'vitest'
import { createSharedQuota } from '../../../functions/api/share-quota.ts'
import type { SendingQuota } from '../../../functions/mail/mailer.ts'

const quota = (sent: number): SendingQuota => ({ rate: 14, max: 50_000, sent })

/** SES, which answers as is told, each time otherwise, and how often it was asked. */
const shared = (...answers: (SendingQuota | undefined | Error)[]) => {
  const state = { clock: 1_000_000, asked: 0 }
  const ask = createSharedQuota({
    now: () => state.clock,
    ask: async () => {
      const answer = answers[Math.min(state.asked, answers.length - 1)]
      state.asked += 1
      if (answer instanceof Error) throw answer
      return answer
    },
  })
  return { ask, state }
}

test('who asks at once, or within five seconds, gets one answer', async () => {
  const { ask, state } = shared(quota(1), quota(2))
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([quota(1), quota(1), quota(1)])
  state.clock += 4_999
  expect(await ask()).toEqual(quota(1))
  expect(state.asked).toBe(1)
  state.clock += 1
  expect(await ask()).toEqual(quota(2))
})

test('where SES throttles the question, the answer of the minute before is better than none', async () => {
  const { ask, state } = shared(quota(1), undefined)
  await ask()
  state.clock += 59_999
  expect(await ask()).toEqual(quota(1))
  state.clock += 1
  expect(await ask()).toBeUndefined()
})

test('a question that failed is asked anew', async () => {
  const { ask } = shared(new Error('no network'), quota(2))
  await expect(ask()).rejects.toThrow('no network')
  expect(await ask()).toEqual(quota(2))
})
