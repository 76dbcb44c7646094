import { beforeEach, expect, test } from 'vitest'
import { createPaceTable, type PaceTable } from '../../functions/sending/deliver/reserved-rate.table.ts'
import { createLedger } from '../../functions/sending/ledger/ledger.table.ts'
import { onEachDatabase } from './database.ts'

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let pace: PaceTable
  beforeEach(async () => {
    name = await createTable('pk', 'sk')
    pace = createPaceTable(createLedger(client, name))
  })

  test('the pace is moved on only from where it was read', async () => {
    expect(await pace.get()).toBeUndefined()
    expect(await pace.move(undefined, 1_000, 'a')).toBe(true)
    expect(await pace.move(undefined, 2_000, 'a')).toBe(false)
    expect(await pace.move({ until: 1_000 }, 2_000, 'a')).toBe(true)
    expect(await pace.move({ until: 1_000 }, 3_000, 'a')).toBe(false)
    expect(await pace.get()).toEqual({ send: 'a', until: 2_000 })
  })

  test('what SES said of the rate stands beside it, whichever came first', async () => {
    await pace.noteRate(14, 5_000)
    expect(await pace.move(await pace.get(), 1_000, 'a')).toBe(true)
    expect(await pace.get()).toEqual({ send: 'a', until: 1_000, rate: 14, askedAt: 5_000 })
    await pace.noteRate(50, 6_000)
    expect(await pace.get()).toEqual({ send: 'a', until: 1_000, rate: 50, askedAt: 6_000 })
  })

  test('a move whose answer was lost seems another’s: what it reserved goes unused', async () => {
    const table = createPaceTable(createLedger(forgetful, name))
    expect(await table.move(undefined, 1_000, 'a')).toBe(false)
    expect(await table.get()).toEqual({ send: 'a', until: 1_000 })
    await table.noteRate(14, 5_000)
    expect((await table.get())?.rate).toBe(14)
  })
})
