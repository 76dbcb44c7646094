import { expect, test } from 'vitest'
import { createKeyedCallsTable } from '../../functions/api/idempotency.table.ts'
import type { KeptCall } from '../../functions/api/idempotency.ts'
import { onEachDatabase } from './database.ts'

const noon = Date.parse('2026-12-01T12:00:00Z')
const aCall = (run: string, but: Partial<KeptCall> = {}): KeptCall => ({
  ...{ id: 'k', call: 'c', run, until: noon + 30_000, expires: noon / 1000 + 86_400 },
  ...but,
})

onEachDatabase(({ client, createTable }) => {
  const aTable = async () => createKeyedCallsTable(client, await createTable('kind', 'id'))

  test('one of two runs has a call, also when its answer was lost; its end is told to the next', async () => {
    const calls = await aTable()
    expect(await calls.begin(aCall('a'), noon)).toBeUndefined()
    expect(await calls.begin(aCall('a'), noon)).toBeUndefined()
    expect(await calls.begin(aCall('b'), noon)).toEqual(aCall('a'))
    await calls.end(aCall('a', { status: 201, sealed: 's' }))
    expect(await calls.begin(aCall('b'), noon + 60_000)).toMatchObject({ status: 201, sealed: 's' })
  })

  test('a run that is dead is followed by another, and changes nothing when it wakes', async () => {
    const calls = await aTable()
    await calls.begin(aCall('a'), noon)
    expect(await calls.begin(aCall('b', { until: noon + 90_000 }), noon + 30_001)).toBeUndefined()
    await calls.end(aCall('a', { status: 500 }))
    expect(await calls.begin(aCall('c'), noon + 30_002)).toMatchObject({ run: 'b' })
  })

  test('what DynamoDB has not yet forgotten has ended all the same', async () => {
    const calls = await aTable()
    await calls.begin(aCall('a', { status: 200, sealed: 's' }), noon)
    expect(await calls.begin(aCall('b'), noon + 86_401_000)).toBeUndefined()
  })
})
