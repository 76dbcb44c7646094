import { expect, test } from 'vitest'
import { dayInWords, timeIn } from '../../../functions/publication/words/date.ts'
import { pauseDays, readPause, zoneOf } from '../../../functions/subscription/states/pause-days.ts'

const at = Date.parse('2026-11-30T18:00:00.000Z')
const china = 'Asia/Shanghai'

test('days are counted by the calendar of the reader’s own zone', () => {
  expect(pauseDays(at, china)).toEqual({
    month: '2027-01-01',
    quarter: '2027-03-01',
    first: '2026-12-02',
    last: '2027-12-01',
  })
  expect(pauseDays(at, 'America/New_York')).toMatchObject({ month: '2026-12-30', quarter: '2027-02-28' })
  expect(zoneOf({ timeZone: 'america/new_york' }, { timeZone: china })).toBe('America/New_York')
  for (const timeZone of [undefined, 'Atlantis/Capital'])
    expect(zoneOf({ timeZone }, { timeZone: china })).toBe(china)
})

test('a month after the last day of a long month is the last day of a short one', () => {
  const days = pauseDays(Date.parse('2028-01-31T12:00:00Z'), 'UTC')
  expect(days).toMatchObject({ month: '2028-02-29', quarter: '2028-04-30', last: '2029-01-31' })
})

test('a pause ends when its day begins where the reader is', () => {
  expect(readPause({ pause: 'month' }, at, china)).toEqual({ until: '2026-12-31T16:00:00.000Z' })
  expect(readPause({ pause: 'quarter' }, at, 'Europe/London')).toEqual({ until: '2027-02-28T00:00:00.000Z' })
  expect(readPause({ pause: 'day', until: '2027-07-01' }, at, 'Europe/London')).toEqual({
    until: '2027-06-30T23:00:00.000Z',
  })
  expect(readPause({ pause: 'end' }, at, china)).toBe('end')
})

test.each(['2026-12-02', '2027-12-01'])('%s can be chosen: the first and the last day', (until) => {
  expect(readPause({ pause: 'day', until }, at, china)).toHaveProperty('until')
})

test.each([
  ['today', '2026-12-01'],
  ['more than a year away', '2027-12-02'],
  ['no day of the calendar', '2027-02-30'],
  ['no date', 'tomorrow'],
  ['nothing', ''],
  ['another calendar’s', '1405-10-10'],
])('%s is no day to pause until', (_, until) => {
  expect(readPause({ pause: 'day', until }, at, china)).toBe('wrong')
})

test.each([
  [{}],
  [{ pause: 'year' }],
  [{ pause: ['month', 'end'] }],
  [{ pause: 'day' }],
  [{ pause: 'day', until: ['a', 'b'] }],
])('%j asks for no pause that there is', (posted) => {
  expect(readPause(posted, at, china)).toBe('wrong')
})

test('a day is written as its language writes it, wherever the reader is', () => {
  expect(dayInWords('2027-03-01', 'en', 'America/New_York')).toBe('March 1, 2027')
  expect(dayInWords('2027-03-01', 'fr')).toBe('1er mars 2027')
  expect(dayInWords('2027-03-11', 'fr-CH')).toBe('11 mars 2027')
  expect(timeIn('fr', 'UTC', Date.parse('2027-03-01T09:00:00Z'))).toBe('1er mars 2027 à 09:00 (UTC)')
  expect(dayInWords('2027-02-28T16:00:00.000Z', 'zh-CN', china)).toBe('2027 年 3 月 1 日')
})
