import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Subscriber } from '../../functions/subscription/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { createTable, startDatabase } from './database.ts'
import { aSendingWorld } from './sending-world.ts'

let database: Awaited<ReturnType<typeof startDatabase>>
beforeAll(async () => {
  database = await startDatabase()
})
afterAll(() => database.end())

let ledgers = 0
/** A sending world with a ledger of its own; sending never changes the subscribers. */
const aWorld = async (crash?: Parameters<typeof aSendingWorld>[3]) => {
  const ledger = `Sends-${++ledgers}`
  await createTable(database.client, ledger, 'pk', 'sk')
  return aSendingWorld(database.client, ledger, readers, crash)
}

const readers: Subscriber[] = [
  ...Array.from({ length: 120 }, (_, number) => anActiveReader(number)),
  { ...anActiveReader(1_000), status: 'unsubscribed', since: '2026-11-02T00:00:00.000Z' },
  { ...anActiveReader(1_001), status: 'suppressed', cause: 'bounce', since: '2026-11-02T00:00:00.000Z' },
  anActiveReader(1_002, { confirmedAt: '2026-12-02T00:00:00.000Z' }),
  anActiveReader(1_003, { topics: ['press'] }),
  anActiveReader(1_004, { language: 'fr' }),
]
const everyone = readers.slice(0, 120).map(({ id }) => id)

test('a send reaches every active reader once and accounts for everybody else', async () => {
  const world = await aWorld()
  await world.run()
  expect([...world.mailed].sort()).toEqual([...everyone].sort())
  expect(await world.status()).toMatchObject({
    state: 'finished',
    audience: {
      candidates: 125,
      accepted: 120,
      excluded: { unsubscribed: 1, suppressed: 1, 'joined-later': 1, 'no-topic': 1, 'no-edition': 1 },
      failed: {},
      uncertain: 0,
      waiting: 0,
    },
  })
})

test('a worker killed at any call loses nobody, repeats nobody, and the sums still hold', async () => {
  const calm = await aWorld()
  await calm.run()
  const calls = calm.calls()

  for (let at = 1; at <= calls; at += 1) {
    for (const when of ['before', 'after'] as const) {
      const world = await aWorld({ at, when })
      await world.run()
      const { state, audience } = await world.status()
      const where = `killed ${when} call ${at} of ${calls}`
      expect(new Set(world.mailed).size, `${where}: repeated`).toBe(world.mailed.length)
      expect(audience.accepted + audience.uncertain, `${where}: lost`).toBe(120)
      expect(audience, where).toMatchObject({ candidates: 125, waiting: 0, failed: {} })
      expect(audience.uncertain, where).toBeLessThanOrEqual(50)
      expect(state, where).toBe('finished')
    }
  }
})
