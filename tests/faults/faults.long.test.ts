import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Break, broken, spoilWith } from './broken.ts'
import { openSeedRuns } from './seed-runs.ts'
import { totalsOf } from './totals.ts'

let seedRuns: Awaited<ReturnType<typeof openSeedRuns>>
beforeAll(async () => {
  seedRuns = await openSeedRuns(600, 'cdk.out')
}, 600_000)
afterAll(() => seedRuns.end())

test.concurrent('whatever the seeds do to a send, nobody is lost, repeated or mailed after leaving', async () => {
  const outcomes = await seedRuns.run({ seeds: [1, 2, 3, 4] })
  expect(outcomes.flatMap(({ wrong }) => wrong)).toEqual([])
  const { kills, ...totals } = totalsOf(outcomes)
  expect(totals).toMatchObject({ seeds: 4, lost: 0, repeated: 0, afterUnsubscribe: 0, failed: [] })
  expect(kills).toBeGreaterThan(8)
}, 600_000)

test.concurrent.each(Object.entries<Break>(broken))(
  'a protocol that %s is found out',
  async (_, how) => {
    for (const seed of [1, 2, 3, 4]) {
      const outcomes = await seedRuns.run({ seeds: [seed], but: how.but, spoil: spoilWith(how) })
      const { rule } = how
      const isFound = rule
        ? outcomes.some(({ wrong }) => wrong.some((what) => what.includes(` ${rule}: `)))
        : totalsOf(outcomes).failed.length > 0
      if (isFound) return
    }
    expect.fail('no seed found anything wrong')
  },
  600_000,
)
