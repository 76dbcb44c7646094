import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginOf, forecastOf, priceOf } from '../../../functions/console/issues/send/forecast.ts'

const now = Date.parse('2031-05-06T07:00:00Z')
const hour = 3_600_000
const day = 24 * hour
const quota = { rate: 100, max: 50_000, sent: 0 }

test('what the quota allows takes as long as the rate makes it, less its share for other mail', () => {
  const forecast = forecastOf({ portions: [9_600], quota, begin: now, now })
  expect(forecast).toEqual({ last: now + 100_000 })
})

test('the rest waits a day where the quota ends before', () => {
  const used = { ...quota, sent: 45_000 }
  expect(forecastOf({ portions: [14_600], quota: used, begin: now, now })).toEqual({
    last: now + day + 100_000,
    stops: { after: 5_000, until: now + day },
  })
  // By then, what was sent today counts no more.
  expect(forecastOf({ portions: [14_600], quota: used, begin: now + day, now })?.stops).toBeUndefined()
})

test('a warm-up ends with its last day', () => {
  const forecast = forecastOf({ portions: [500, 1_000, 1_920], quota, begin: now, now })
  expect(forecast).toEqual({ last: now + 2 * day + 20_000 })
})

test('a rate that needs more than a day is no quota that stops', () => {
  const slow = { rate: 1, max: -1, sent: 0 }
  const forecast = forecastOf({ portions: [100_000], quota: slow, begin: now, now })!
  expect(forecast.stops).toBeUndefined()
  expect(forecast.last).toBeGreaterThan(now + day)
})

test.each([
  { rate: 0, max: 200, sent: 0 },
  { rate: 1, max: 0, sent: 0 },
])('an account that may send nothing has no forecast: %o', (none) => {
  expect(forecastOf({ portions: [1], quota: none, begin: now, now })).toBeUndefined()
})

test('it always ends, never before the rate allows, and later the more readers there are', () => {
  const some = fc.record({
    rate: fc.integer({ min: 1, max: 1_000 }),
    max: fc.oneof(fc.constant(-1), fc.integer({ min: 200, max: 1_000_000 })),
    sent: fc.integer({ min: 0, max: 1_000_000 }),
  })
  fc.assert(
    fc.property(some, fc.integer({ min: 1, max: 1_000_000 }), (given, readers) => {
      const last = (portions: number[]) => forecastOf({ portions, quota: given, begin: now, now })!.last
      expect(last([readers])).toBeGreaterThanOrEqual(now + (readers / given.rate) * 1000)
      expect(last([readers + 1])).toBeGreaterThanOrEqual(last([readers]))
    }),
  )
})

test('by readers’ own clocks it begins where that time comes first, or at once where it has passed there', () => {
  expect(new Date(beginOf({ ownZones: '2031-05-08T09:00:00' }, now)).toISOString()).toBe(
    '2031-05-07T19:00:00.000Z',
  )
  expect(beginOf({ ownZones: '2031-05-06T09:00:00' }, now)).toBe(now)
  expect(beginOf({}, now)).toBe(now)
})

test('the price is SES’s for a thousand', () => {
  expect(priceOf(1_000_000)).toBeCloseTo(100)
})
