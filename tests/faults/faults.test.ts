import { afterAll, beforeAll, expect, test } from 'vitest'
import { broken, spoilWith } from './broken.ts'
import { openCampaign } from './campaign.ts'
import { totalsOf } from './totals.ts'

let campaign: Awaited<ReturnType<typeof openCampaign>>
beforeAll(async () => {
  campaign = await openCampaign(300)
})
afterAll(() => campaign.end())

test('whatever the seeds do to a send, nobody is lost, repeated or mailed after leaving', async () => {
  const outcomes = await campaign.run({ seeds: [1, 2, 3, 4] })
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([])
  expect(totalsOf(outcomes)).toMatchObject({
    seeds: 4,
    lost: 0,
    repeated: 0,
    afterUnsubscribe: 0,
    failed: [],
  })
  expect(totalsOf(outcomes).kills).toBeGreaterThan(8)
})

test.each(Object.entries(broken))('a protocol that %s is found out', async (_, how) => {
  expect(totalsOf(await campaign.run({ seeds: [1, 2], spoil: spoilWith(how) })).failed).not.toEqual([])
})
