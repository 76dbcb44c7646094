import { expect, test } from 'vitest'
import type { Notice } from '../../functions/sending/ledger/admin-notice.ts'
import type { BatchMessage } from '../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import { createStatus } from '../../functions/sending/status/status.ts'
import { createSweep } from '../../functions/sending/watch/sweep.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'
import { putBroken } from './put-broken.ts'

const id = 'm-1--welcome-0-2026-12'
const noon = Date.parse('2026-12-01T12:00:00Z')
const minute = 60_000
const reader = (number: number) => String(number).padStart(32, '0')
const series = {
  ...{
    id,
    issue: 'm-1',
    by: 'welcome',
    requestedAt: '2026-12-01T11:00:00.000Z',
    holds: {},
    series: true as const,
  },
  frozen: { at: '2026-12-01T11:00:00.000Z', editions: { en: 'h' }, topics: [], ranges: 0 },
}

onEachDatabase(({ client, createTable }) => {
  const aSeries = async () => {
    const table = await createTable('pk', 'sk')
    const tables = ledgerTables(client, table)
    const { sends, openSends, dueBatches, batches, sums } = tables
    const world = {
      now: noon,
      hints: [] as BatchMessage[],
      warned: [] as string[],
      notices: [] as Notice[],
      table,
      ...tables,
    }
    const time = { earliest: () => world.now, latest: () => world.now, likely: () => world.now }
    let tokens = 0
    const rangeSums = createRangeSums({ ...tables, token: () => `t${++tokens}`, time })
    const sweep = createSweep({
      sweepMoves: async () => {},
      sweepErasures: async () => {},
      sweepForgetting: async () => {},
      queueOwed: async () => {},
      ...{ ...tables, rangeSums, time, hintAgainMs: 5 * minute },
      editions: { issue: async () => undefined },
      planQueue: { send: async () => {} },
      batchQueue: { send: async (messages) => void world.hints.push(...messages) },
      schedulingQueue: { send: async () => {} },
      quota: async () => ({ rate: 14, max: -1, sent: 0 }),
      notify: async (notice) => void world.notices.push(notice),
      warn: (what) => void world.warned.push(what),
    })
    await sends.create(series)
    await openSends.add(id)
    const join = async (number: number, codes = '.', due = noon) => {
      await dueBatches.add(id, reader(number), due)
      const closed = codes !== '.'
      const rest = { size: 1, candidates: 1, excluded: {}, hintedAt: 0, attempt: 0 }
      await batches.add(id, { ...rest, key: reader(number), codes, closed, due })
    }
    return Object.assign(world, {
      rangeSums,
      join,
      sweep: () => sweep({ leftMs: () => 10_000 }),
      version: async () => (await sums.get(id, 'all'))?.version,
      noted: async () => (await dueBatches.list(id, noon)).length,
      isOpen: async () => (await openSends.list()).open.length > 0,
      shown: async () => createStatus({ rangeSums, time })((await sends.get(id))!),
    })
  }

  test('what is due and open is hinted at, what is closed is no longer noted, and all is shown', async () => {
    const world = await aSeries()
    for (const [number, codes] of ['a', '.', 'U'].entries()) await world.join(number, codes)
    await world.join(3, '.', noon + 1)
    await world.sweep()
    expect(world.hints).toEqual([{ send: id, batch: reader(1) }])
    expect(await world.noted()).toBe(1)
    expect(await world.shown()).toMatchObject({
      state: 'delivering',
      audience: { candidates: 4, accepted: 1, waiting: 2, excluded: { unsubscribed: 1 } },
    })
    expect(await world.isOpen()).toBe(true)
  })

  test('a series in which nothing is left is shown as it is, and then forgotten', async () => {
    const world = await aSeries()
    await world.join(0, 'a')
    await world.sweep()
    expect((await world.shown()).state).toBe('finished')
    expect(await world.isOpen()).toBe(false)
  })

  test('its sums are derived again when it was stamped anew, and not when nothing happened', async () => {
    const world = await aSeries()
    await world.join(0, '.', noon + 5 * minute)
    for (const _ of [1, 2, 3]) await world.sweep()
    expect(await world.version()).toBe(1)
    await world.rangeSums.refresh(id, reader(0))
    await world.sweep()
    expect(await world.version()).toBe(2)
  })

  test('the more readers it has, the less often it is summed up; until that is done it is not forgotten', async () => {
    const world = await aSeries()
    const { stored } = await world.rangeSums.survey(id, 'all')
    await world.sums.put(id, 'all', 1, { ...stored!.sums, planned: 3_500 })
    const versions: (number | undefined)[] = []
    for (const after of [0, 2, 3]) {
      world.now = noon + after * minute
      await world.sweep()
      versions.push(await world.version())
    }
    expect(versions).toEqual([2, 2, 3])
    expect(await world.isOpen()).toBe(false)
  })

  test('while somebody reopens batches, no note of one that is still closed is removed', async () => {
    const world = await aSeries()
    await world.join(0, 'r')
    await world.rangeSums.reopening(id, 'all', async () => {
      await world.dueBatches.add(id, reader(0), noon)
      await world.sweep()
      expect(await world.noted()).toBe(1)
      await world.batches.reopen(id, reader(0), (await world.batches.get(id, reader(0)))!, '.')
    })
    await world.sweep()
    expect([await world.noted(), await world.isOpen()]).toEqual([1, true])
    expect(world.hints).toEqual([{ send: id, batch: reader(0) }])
  })

  test('the administrator hears of a series that SES’s refusals hold', async () => {
    const world = await aSeries()
    await world.join(0)
    const since = new Date(noon).toISOString()
    await world.sends.hold(id, 'account', since)
    await world.sweep()
    expect(world.notices).toEqual([{ about: 'held', send: id, cause: 'account', since }])
    expect(world.hints).toEqual([])
  })

  test('sums that cannot be read keep no hint of their series back, and no note is removed until all is known', async () => {
    const world = await aSeries()
    await world.join(0)
    await world.join(1, 'a')
    await putBroken(client, world.table, `send#${id}`, 'sums#all')
    await expect(world.sweep()).rejects.toThrow('1 things could not be swept')
    expect(world.warned).toEqual([`The sums of ${id} cannot be read: they are derived anew`])
    expect(world.hints).toEqual([{ send: id, batch: reader(0) }])
    expect(await world.noted()).toBe(2)
    expect(await world.shown()).toMatchObject({ audience: { accepted: 1, waiting: 1 } })
    world.now += 16 * minute
    await world.sweep()
    await world.sweep()
    expect(await world.noted()).toBe(1)
  })

  test('a batch that cannot be read stops no other of its series, and rings each time', async () => {
    const world = await aSeries()
    await world.join(0)
    await world.dueBatches.add(id, reader(1), noon)
    await putBroken(client, world.table, `send#${id}`, `batch#${reader(1)}`)
    for (const _ of [1, 2]) await expect(world.sweep()).rejects.toThrow(AggregateError)
    expect(world.hints).toEqual([{ send: id, batch: reader(0) }])
    expect(await world.isOpen()).toBe(true)
    expect(world.warned).toContain(`Batch ${reader(1)} of ${id} could not be looked after`)
  })
})
