import { beforeEach, expect, test } from 'vitest'
import { createAskPaceTable } from '../../functions/subscription/asking/ask-pace.table.ts'
import { newImport } from '../../functions/subscription/import/import-record.ts'
import { createImportsTable, type ImportsTable } from '../../functions/subscription/import/imports.table.ts'
import { createUntouched, createUntouchedInboxes } from '../../functions/subscription/import/try-rows.ts'
import { createWorkImport } from '../../functions/subscription/import/work-import.ts'
import { createWriteRows } from '../../functions/subscription/import/write-rows.ts'
import { createLeftInboxes } from '../../functions/subscription/states/left-inboxes.table.ts'
import { createSubscribersTable } from '../../functions/subscription/states/subscriber.table.ts'
import { noon } from '../builders.ts'
import { idOf } from '../reader-ids.ts'
import { offer } from '../unit/subscription/import/judge-file.ts'
import { aFile } from '../unit/subscription/import/some-file.ts'
import { onEachDatabase } from './database.ts'

const request = (id: string, size = 10) => ({
  id,
  file: { name: 'readers.csv', size },
  consent: 'They asked by our old form',
  mapping: { Mail: 'address' },
  language: 'en',
  roles: false,
})

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  let imports: ImportsTable
  beforeEach(async () => {
    table = await createTable('kind', 'id')
    imports = createImportsTable(client, table)
  })

  test('a record is written over the revision that was read only', async () => {
    const wanted = newImport(request('old'), noon, 'ada')
    expect(await imports.replace(undefined, wanted)).toBe('written')
    expect(await imports.replace(undefined, wanted)).toBe('changed-meanwhile')
    const record = (await imports.get('old'))!
    expect(record).toEqual({ ...wanted, revision: 1 })
    expect(await imports.replace(record, { ...record, state: 'cancelled' })).toBe('written')
    expect(await imports.replace(record, { ...record, state: 'working' })).toBe('changed-meanwhile')
    expect((await imports.get('old'))!.state).toBe('cancelled')
    expect(await imports.get('none')).toBeUndefined()
  })

  test('imports are listed by when they were asked for, the latest first', async () => {
    for (const [id, at] of [
      ['b', noon],
      ['a', noon + 1],
      ['c', noon - 1],
    ] as const)
      await imports.replace(undefined, newImport(request(id), at))
    expect((await imports.all()).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
  })

  test('rows that were not imported come in their order, page by page', async () => {
    for (let from = 45; from >= 2; from -= 1) await imports.putRows('old', from, { duplicate: String(from) })
    await imports.putRows('older', 2, { left: '2' })
    const first = await imports.rows('old')
    expect(first.runs.slice(0, 2)).toEqual([{ duplicate: '2' }, { duplicate: '3' }])
    const rest = await imports.rows('old', first.next)
    const last = await imports.rows('old', rest.next)
    expect([...first.runs, ...rest.runs, ...last.runs]).toHaveLength(44)
    expect(last).not.toHaveProperty('next')
  })

  test('whom an import asks comes run by run, from any row on, and is no record', async () => {
    for (const row of [1_002, 2, 252]) await imports.putAsks('old', { row, ids: [`r-${row}`] }, noon / 1000)
    await imports.putAsks('older', { row: 2, ids: ['other'] }, noon / 1000)
    expect(await imports.asks('old', 0)).toEqual({ row: 2, ids: ['r-2'] })
    expect(await imports.asks('old', 3)).toEqual({ row: 252, ids: ['r-252'] })
    expect(await imports.asks('old', 253)).toEqual({ row: 1_002, ids: ['r-1002'] })
    expect(await imports.asks('old', 1_003)).toBeUndefined()
    expect(await imports.all()).toEqual([])
  })

  test('of two who reserve the rate of asking at once, one does', async () => {
    const pace = createAskPaceTable(client, table)
    expect(await pace.get()).toBeUndefined()
    expect([await pace.move(undefined, noon), await pace.move(undefined, noon + 1)]).toEqual([true, false])
    expect(await pace.get()).toBe(noon)
    expect([await pace.move(noon, noon + 2), await pace.move(noon, noon + 3)]).toEqual([true, false])
    expect(await pace.get()).toBe(noon + 2)
  })

  test('a file is imported over real tables, also where the answer to each call is lost once', async () => {
    const readers = await createTable('shard', 'id')
    const text = `email\n${Array.from({ length: 8 }, (_, at) => `reader-${at}@example.org`).join('\n')}\n`
    const subscribers = createSubscribersTable(forgetful, readers)
    const leftInboxes = createLeftInboxes(forgetful, readers)
    const work = createWorkImport({
      imports: createImportsTable(forgetful, table),
      upload: async () => ({ etag: 'e', size: text.length, open: aFile(text) }),
      writeRows: createWriteRows({
        subscribers,
        leftInboxes,
        idOf,
        now: () => noon,
        importedNow: () => noon,
      }),
      tryRows: () =>
        createWriteRows({
          subscribers: createUntouched(subscribers),
          leftInboxes: createUntouchedInboxes(leftInboxes),
          idOf,
          now: () => noon,
          importedNow: () => noon,
        }),
      offer,
      queue: { send: async () => {} },
      asksQueue: { send: async () => {} },
      now: () => noon,
    })
    await imports.replace(undefined, { ...newImport(request('old', text.length), noon), mapping: {} })
    expect(await work('old', { leftMs: () => 1_000 })).toBe('done')
    expect((await imports.get('old'))!.counts).toMatchObject({
      rows: 8,
      taken: { active: 8 },
      passedOver: {},
    })
    expect(await createSubscribersTable(client, readers).get(idOf('reader-7@example.org'))).toMatchObject({
      status: 'active',
      revision: 1,
      consent: { import: 'old', row: 9 },
    })
  })
})
