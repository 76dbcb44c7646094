import { Readable } from 'node:stream'
import { beforeEach, expect, test } from 'vitest'
import { createCountLog } from '../../functions/edition/views/count-log-once.ts'
import { createViewsTable, type ViewsTable } from '../../functions/edition/views/views.table.ts'
import type { DayViews } from '../../functions/edition/views/views-in-log.ts'
import { onEachDatabase } from './database.ts'

const line = (path: string, date = '2026-12-01') =>
  JSON.stringify({ date, 'cs-method': 'GET', 'cs-uri-stem': path, 'sc-status': '200' })

/** Two issues, two days, and more articles than fit into one update: six writes. */
const logs: Record<string, string[]> = {
  big: [
    ...Array.from({ length: 250 }, (_, at) => line(`/en/issues/tides-1/a-${at}/`)),
    line('/en/issues/tides-1/a-0/'),
    line('/en/issues/tides-1/', '2026-12-02'),
    line('/en/issues/tides-2/'),
    line('/zh/issues/tides-2/', '2026-12-02'),
  ],
  small: [line('/en/issues/tides-1/a-0/'), line('/en/issues/tides-2/')],
}
const writesOfBig = 6

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  beforeEach(async () => {
    table = await createTable('issue', 'day')
  })
  const counting = (database = client, views: Pick<ViewsTable, 'add'> = createViewsTable(database, table)) =>
    createCountLog({ lines: (key) => Readable.from(logs[key]!), views, markOf: (name) => name })
  /** A worker that is killed at a write: before it, or once it is there and the worker has not heard of it. */
  const killed = (at: number, when: 'before' | 'after') => {
    const views = createViewsTable(client, table)
    let writes = 0
    const add = async (of: DayViews, mark: string) => {
      const isLast = writes++ === at
      if (!isLast || when === 'after') await views.add(of, mark)
      if (isLast) throw new Error('killed')
    }
    return counting(client, { add })
  }
  const counted = async () => {
    const views = createViewsTable(client, table)
    const days = [...(await views.of('tides-1')), ...(await views.of('tides-2'))]
    return days.map(({ issue, day, pages }) => ({
      ...{ issue, day, first: pages.get('en/a-0') ?? 0 },
      sum: [...pages.values()].reduce((all, one) => all + one, 0),
    }))
  }
  const whole = [
    { issue: 'tides-1', day: '2026-12-01', first: 3, sum: 252 },
    { issue: 'tides-1', day: '2026-12-02', first: 0, sum: 1 },
    { issue: 'tides-2', day: '2026-12-01', first: 0, sum: 2 },
    { issue: 'tides-2', day: '2026-12-02', first: 0, sum: 1 },
  ]

  test('views of several logs add up', async () => {
    await counting()('big')
    await counting()('small')
    expect(await counted()).toEqual(whole)
  })

  test('a log that is told of again, at once or later, is counted once', async () => {
    await Promise.all(['big', 'small', 'big', 'small'].map(counting()))
    await counting()('big')
    expect(await counted()).toEqual(whole)
  })

  test.each(Array.from({ length: writesOfBig }, (_, at) => at))(
    'a worker that is killed at write %i, before or after it took effect, loses nothing and doubles nothing',
    async (killedAt) => {
      for (const when of ['before', 'after'] as const)
        await expect(killed(killedAt, when)('big')).rejects.toThrow('killed')
      await counting()('big')
      await counting()('small')
      expect(await counted()).toEqual(whole)
    },
  )

  test('a write whose answer is lost is not made twice', async () => {
    await counting(forgetful)('big')
    await counting(forgetful)('small')
    expect(await counted()).toEqual(whole)
  })

  test('an issue that nobody viewed has no days', async () => {
    expect(await createViewsTable(client, table).of('tides-3')).toEqual([])
  })
})
