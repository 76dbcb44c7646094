import { expect, test } from 'vitest'
import { weeksOf } from '../../../cli/readers/growth-weeks.ts'
import { type DayCounts, dayAfter } from '../../../functions/subscription/counts/day-counts.ts'
import { noFlow } from '../../../functions/subscription/counts/flow.ts'
import { anActiveReader } from '../../builders.ts'
import { anApi, aService, call } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

/** Of the machine's clock. */
const today = '2026-12-01'
const aDay = (day: string, active: number): DayCounts => ({
  day,
  at: `${dayAfter(day)}T03:00:00.000Z`,
  statuses: { active, paused: 1 },
  languages: { en: active },
  topics: { all: active },
  flow: { ...noFlow(), joined: 2, left: 1 },
})
const aDesk = async () => {
  const service = await aService()
  return { ...service, ...aMachine({ cwd: await aFolder(), env: service.env }) }
}

test('readers growth draws a line a week, and says what nights are missing and as of when', async () => {
  const { masthead, stores } = await aDesk()
  expect((await masthead('readers', 'growth')).out).toMatch(/^No night since \d{4}-\d\d-\d\d has counted/)
  const monday = '2026-01-05'
  stores.days = [aDay(monday, 499), aDay(dayAfter(monday, 2), 599), aDay(dayAfter(monday, 7), 1_199)]
  const { code, out } = await masthead('readers', 'growth', '--days', '400')
  expect(code).toBe(0)
  expect(out.split('\n')).toEqual([
    'week of     readers  joined  left  bounced  complained',
    '2026-01-05      600       4     2        0           0  ############### (5 not counted)',
    '2026-01-12    1,200       2     1        0           0  ##############################',
    '',
    'as of 2026-01-13 11:00 (Asia/Shanghai)',
  ])
  const json = JSON.parse((await masthead('readers', 'growth', '--days', '400', '--json')).out)
  expect(json.timeZone).toBe('Asia/Shanghai')
  expect(json.days).toHaveLength(8)
  expect(json.days[1]).toEqual({ day: '2026-01-06', missing: true })
  expect(json.days[7]).toEqual(stores.days[2])
  expect((await masthead('readers', 'growth', '--days', '0')).errors).toContain('Write a number of days')
})

test('a week that no night counted shows the readers of the one before', () => {
  const days = [
    aDay('2026-01-11', 9),
    ...Array.from({ length: 7 }, (_, day) => ({ day: dayAfter('2026-01-12', day), missing: true as const })),
    aDay('2026-01-19', 19),
  ]
  expect(weeksOf(days).map(({ readers, missing }) => [readers, missing])).toEqual([
    [10, 0],
    [10, 7],
    [20, 0],
  ])
})

test('readers count reads a small list now, a large one as the last night counted it unless told otherwise', async () => {
  const { masthead, stores } = await aDesk()
  const reader = anActiveReader(1)
  stores.subscribers.set(reader.id, reader)
  expect((await masthead('readers', 'count')).out).toMatch(/^readers +1\n[\s\S]*\nas of now$/)
  const last = aDay(dayAfter(today, -3), 20_000)
  stores.days = [last]
  const { out } = await masthead('readers', 'count')
  expect(out).toMatch(/^readers +20,001\n/)
  expect(out).toMatch(/\nas of \d{4}-\d\d-\d\d 11:00 \(Asia\/Shanghai\)\nnow: masthead readers count --now$/)
  expect(JSON.parse((await masthead('readers', 'count', '--json')).out)).toEqual({
    ...{ at: last.at, statuses: last.statuses, languages: last.languages, topics: last.topics },
  })
  expect((await masthead('readers', 'count', '--now')).out).toMatch(/^readers +1\n[\s\S]*\nas of now$/)
  stores.days = [aDay(dayAfter(today, -3), 19_999)]
  expect((await masthead('readers', 'count')).out).toMatch(/^readers +1\n/)
})

test.each([
  [{ from: '2026-02-30' }, { field: 'from', message: 'is no day: write it as 2031-02-03' }],
  [{ to: 'today' }, { field: 'to', message: 'is no day: write it as 2031-02-03' }],
  [
    { from: '2026-02-02', to: '2026-02-01' },
    { field: 'from', message: 'is after 2026-02-01, the last day' },
  ],
])('GET /api/readers/growth refuses %j', async (query, problem) => {
  const { status, value } = await call(anApi().handle, 'GET /api/readers/growth', { query })
  expect([status, value.problems]).toEqual([400, [problem]])
})

test('without days it is the last two years, in the publication’s zone', async () => {
  const { handle, stores } = anApi()
  // It is 12:00 on 1 December there.
  stores.days = ['2024-11-29', '2024-11-30', '2026-12-01', '2026-12-02'].map((day) => aDay(day, 1))
  const { value } = await call(handle, 'GET /api/readers/growth')
  expect([value.days[0].day, value.days.at(-1).day, value.days.length]).toEqual([
    '2024-11-30',
    '2026-12-01',
    732,
  ])
})
