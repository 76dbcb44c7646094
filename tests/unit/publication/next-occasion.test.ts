import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { parseCron, timesOn } from '#local-cloud/scheduler/cron'
import { nextOccasion } from '../../../functions/publication/next-occasion.ts'

test.each([
  ['a quarterly, from its own day on', '0 9 10 1,4,7,10 ?', '2023-01-10', '2023-04-10'],
  ['a weekly', '30 7 ? * TUE *', '2026-12-01', '2026-12-08'],
  ['the last day of a month', '0 9 L * ? *', '2024-02-01', '2024-02-29'],
  ['the last Friday', '0 9 ? * 6L *', '2026-12-01', '2026-12-25'],
  ['the second Monday', '0 9 ? * mon#2 *', '2026-12-01', '2026-12-14'],
  ['the working day nearest to the first', '0 9 1W * ? *', '2026-07-15', '2026-08-03'],
  ['days that wrap around a week', '0 9 ? * FRI-MON *', '2026-12-01', '2026-12-04'],
  ['every other month', '0 9 1 1/2 ? *', '2026-12-01', '2027-01-01'],
  ['a leap day', '0 9 29 2 ? *', '2024-02-29', '2028-02-29'],
])('the next day of %s', (_, cron, day, next) => {
  expect(nextOccasion(cron, day)).toBe(next)
})

test.each([
  ['is over', '0 9 1 * ? 2020', '2026-12-01'],
  ['is no expression', 'tomorrow at noon', '2026-12-01'],
])('a cadence that %s has no next day', (_, cron, day) => {
  expect(nextOccasion(cron, day)).toBeUndefined()
})

const number = (low: number, high: number) => fc.integer({ min: low, max: high })
const field = (low: number, high: number) =>
  fc.oneof(
    fc.constant('*'),
    number(low, high).map(String),
    fc.tuple(number(low, high), number(low, high)).map(([from, to]) => `${from}-${to}`),
    fc.tuple(number(low, high), number(1, 5)).map(([from, step]) => `${from}/${step}`),
    fc.uniqueArray(number(low, high), { minLength: 1, maxLength: 3 }).map((all) => all.join(',')),
  )
const days = fc.oneof(
  fc.oneof(field(1, 31), fc.constantFrom('L', 'LW', '1W', '15W', '31W')).map((day) => [day, '?']),
  fc.oneof(field(1, 7), fc.constantFrom('L', 'SUN', 'FRI-MON', '6L', 'THU#3')).map((day) => ['?', day]),
)

test('it is the day on which the schedule fires next, whatever the expression', () => {
  fc.assert(
    fc.property(days, field(1, 12), number(0, 3_000), ([ofMonth, ofWeek], month, ahead) => {
      const cron = `0 9 ${ofMonth} ${month} ${ofWeek} *`
      const parsed = parseCron(cron)
      const day = Temporal.PlainDate.from('2024-01-01').add({ days: ahead })
      let fires = day.add({ days: 1 })
      const end = day.add({ years: 2 })
      while (parsed && Temporal.PlainDate.compare(fires, end) < 0 && timesOn(parsed, fires).length === 0)
        fires = fires.add({ days: 1 })
      const next = nextOccasion(cron, day.toString())
      if (Temporal.PlainDate.compare(fires, end) < 0) expect(next, cron).toBe(fires.toString())
      else if (next) expect(next >= end.toString(), cron).toBe(true)
    }),
    { numRuns: 300 },
  )
})
