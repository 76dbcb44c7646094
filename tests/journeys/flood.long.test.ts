import { afterEach, beforeEach, expect, test } from 'vitest'
import { perNetwork, windowsAt } from '../../functions/subscription/limits/sign-up-limits.ts'
import { type Service, startService } from './service.ts'

const signUps = 1_000
/** Nearer to its end, the flood would go on in the next minute, whose share is another. */
const longestFloodMs = 30_000

let service: Service
// Anew for each attempt: a second one would find the network's minute spent.
beforeEach(async () => {
  service = await startService({}, 60_000)
})
afterEach(() => service.end())

test('of a thousand sign-ups at once from one network, a minute’s share at most is mailed; the rest hear 429, and readers still leave', async () => {
  const left = windowsAt(Date.now()).minute.ends - Date.now()
  if (left < longestFloodMs) await new Promise((resolve) => setTimeout(resolve, left))
  const page = await (await fetch(`${service.site}/subscribe`)).text()
  const token = /name="token" value="([^"]*)"/.exec(page)![1]!
  const flood = Promise.all(
    Array.from({ length: signUps }, async (_, number) => {
      const email = `flood-${number}@example.org`
      const { status } = await service.post('/subscribe', { token, email, language: 'en' })
      return status
    }),
  )
  const leaving = await fetch(`${service.site}/unsubscribe?token=nonsense`)
  const statuses = await flood
  const taken = statuses.filter((status) => status === 202).length
  expect(taken).toBeGreaterThan(0)
  expect(taken).toBeLessThanOrEqual(perNetwork.minute)
  expect(statuses.filter((status) => status === 429)).toHaveLength(signUps - taken)
  expect(leaving.status).toBe(400)
  // At a new account's 14 a second SES throttles most of them at first.
  const mailed = async () => (await service.cloud.messages()).flatMap(({ destinations }) => destinations)
  await service.until('all who were taken to be mailed', async () => (await mailed()).length >= taken)
  await service.cloud.idle()
  const all = await mailed()
  expect([all.length, new Set(all).size]).toEqual([taken, taken])
  service.check()
})
