import { expect, test } from 'vitest'
import { createCallCounter } from '../../functions/api/rate-limit.table.ts'
import { onEachDatabase } from './database.ts'

onEachDatabase(({ client, createTable }) => {
  test('calls are counted by caller and window, also those at once', async () => {
    const count = createCallCounter(client, await createTable('kind', 'id'))
    const counted = await Promise.all([1, 2, 3].map(() => count({ id: 'a 1', expires: 60 })))
    expect(counted.sort()).toEqual([1, 2, 3])
    expect(await count({ id: 'a 2', expires: 120 })).toBe(1)
  })
})
