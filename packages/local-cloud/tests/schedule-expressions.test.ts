import { expect, test } from 'vitest'
import { nextAfter, parseExpression } from '../scheduler/expression.ts'

/** The next runs after an instant, as instants. */
const runs = (expression: string, after: string, zone = 'UTC', count = 3): string[] => {
  const parsed = parseExpression(expression)!
  const found: string[] = []
  let at: number | undefined = Date.parse(after)
  const anchor = at
  while (found.length < count) {
    at = nextAfter(parsed, at, anchor, zone)
    if (at === undefined) break
    found.push(new Date(at).toISOString().replace(':00.000Z', 'Z'))
  }
  return found
}

test.each<[string, string, string[]]>([
  [
    'every quarter of an hour',
    'cron(0/15 * * * ? *)',
    ['2026-11-23T12:15Z', '2026-11-23T12:30Z', '2026-11-23T12:45Z'],
  ],
  [
    'a list and a range',
    'cron(5 8-9,18 ? * MON-FRI *)',
    ['2026-11-23T18:05Z', '2026-11-24T08:05Z', '2026-11-24T09:05Z'],
  ],
  [
    'days by their number, Sunday first',
    'cron(0 0 ? * 1 *)',
    ['2026-11-29T00:00Z', '2026-12-06T00:00Z', '2026-12-13T00:00Z'],
  ],
  [
    'a range of days over the week’s end',
    'cron(0 0 ? * FRI-SUN *)',
    ['2026-11-27T00:00Z', '2026-11-28T00:00Z', '2026-11-29T00:00Z'],
  ],
  [
    'the last day of the month',
    'cron(0 0 L * ? *)',
    ['2026-11-30T00:00Z', '2026-12-31T00:00Z', '2027-01-31T00:00Z'],
  ],
  [
    'the last Thursday',
    'cron(0 0 ? * 5L *)',
    ['2026-11-26T00:00Z', '2026-12-31T00:00Z', '2027-01-28T00:00Z'],
  ],
  [
    'the last day of the week',
    'cron(0 0 ? * L *)',
    ['2026-11-28T00:00Z', '2026-12-05T00:00Z', '2026-12-12T00:00Z'],
  ],
  [
    'the second Tuesday',
    'cron(0 0 ? * 3#2 *)',
    ['2026-12-08T00:00Z', '2027-01-12T00:00Z', '2027-02-09T00:00Z'],
  ],
  [
    'the weekday nearest to a day',
    'cron(0 0 1W * ? *)',
    ['2026-12-01T00:00Z', '2027-01-01T00:00Z', '2027-02-01T00:00Z'],
  ],
  [
    'the last weekday of the month',
    'cron(0 0 LW JAN,FEB ? *)',
    ['2027-01-29T00:00Z', '2027-02-26T00:00Z', '2028-01-31T00:00Z'],
  ],
  [
    'a quarter’s first days',
    'cron(30 9 1 1/3 ? *)',
    ['2027-01-01T09:30Z', '2027-04-01T09:30Z', '2027-07-01T09:30Z'],
  ],
  ['a leap day', 'cron(0 0 29 2 ? *)', ['2028-02-29T00:00Z', '2032-02-29T00:00Z', '2036-02-29T00:00Z']],
  ['years that end', 'cron(0 0 1 1 ? 2027-2028)', ['2027-01-01T00:00Z', '2028-01-01T00:00Z']],
  ['a year that is over', 'cron(0 0 1 1 ? 2020)', []],
])('cron runs at %s', (_, expression, expected) => {
  expect(runs(expression, '2026-11-23T12:00:00Z')).toEqual(expected)
})

test('the nearest weekday of a Saturday first is the Monday after, in its month', () => {
  expect(runs('cron(0 0 1W 5 ? 2027)', '2026-11-23T12:00:00Z')).toEqual(['2027-05-03T00:00Z'])
})

test('a time zone’s clock counts', () => {
  expect(runs('cron(0 9 * * ? *)', '2026-11-23T00:00:00Z', 'Asia/Shanghai', 2)).toEqual([
    '2026-11-23T01:00Z',
    '2026-11-24T01:00Z',
  ])
  expect(runs('cron(0 9 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/Berlin', 2)).toEqual([
    '2026-10-25T08:00Z',
    '2026-10-26T08:00Z',
  ])
})

test('a local time that daylight saving skips is not run', () => {
  expect(runs('cron(30 2 * * ? *)', '2027-03-27T12:00:00Z', 'Europe/Berlin', 1)).toEqual([
    '2027-03-29T00:30Z',
  ])
  expect(runs('at(2027-03-28T02:30:00)', '2026-11-23T12:00:00Z', 'Europe/Berlin')).toEqual([])
})

test('a local time that comes twice is run once', () => {
  expect(runs('cron(30 2 * * ? *)', '2026-10-24T12:00:00Z', 'Europe/Berlin', 2)).toEqual([
    '2026-10-25T00:30Z',
    '2026-10-26T01:30Z',
  ])
})

test('a rate counts from its anchor', () => {
  expect(runs('rate(2 hours)', '2026-11-23T12:00:00Z')).toEqual([
    '2026-11-23T14:00Z',
    '2026-11-23T16:00Z',
    '2026-11-23T18:00Z',
  ])
  const daily = parseExpression('rate(1 day)')!
  expect(nextAfter(daily, 0, 5_000, 'UTC')).toBe(5_000)
})

test('a one-time schedule runs once, and never when it is past', () => {
  expect(runs('at(2026-12-24T18:00:00)', '2026-11-23T12:00:00Z', 'Asia/Shanghai')).toEqual([
    '2026-12-24T10:00Z',
  ])
  expect(runs('at(2026-11-23T11:59:59)', '2026-11-23T12:00:00Z')).toEqual([])
})

test.each([
  'cron(0 0 * * * *)',
  'cron(0 0 ? * ? *)',
  'cron(0 0 1 1 ?)',
  'cron(60 0 1 1 ? *)',
  'cron(0 24 1 1 ? *)',
  'cron(0 0 32 1 ? *)',
  'cron(0 0 ? 13 1 *)',
  'cron(0 0 ? * MOON *)',
  'cron(0/0 0 1 * ? *)',
  'cron(0 0 1 1 ? 1969)',
  'rate(0 minutes)',
  'rate(5)',
  'rate(5 seconds)',
  'at(2026-02-30T00:00:00)',
  'at(2026-12-24T18:00:00Z)',
  'at(2026-12-24)',
  'every day',
])('%s is no schedule', (expression) => {
  expect(parseExpression(expression)).toBeUndefined()
})
