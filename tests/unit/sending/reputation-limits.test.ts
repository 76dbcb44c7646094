import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOverLimit } from '../../../functions/sending/watch/reputation-limits.ts'

const holds = (accepted: number, { bounced = 0, complained = 0 }): boolean =>
  isOverLimit({ bounced, complained }, accepted)

test.each([
  ['one complaint of 300', 300, { complained: 1 }],
  ['two complaints of 300', 300, { complained: 2 }],
  ['two complaints of 20', 20, { complained: 2 }],
  ['five complaints of 4,900', 4_900, { complained: 5 }],
  ['six complaints of 10,000', 10_000, { complained: 6 }],
  ['nine bounces of 20', 20, { bounced: 9 }],
  ['15 bounces of 300', 300, { bounced: 15 }],
  ['complaints of 0.1 % and bounces of 5 % of a million', 1_000_000, { complained: 1_000, bounced: 50_000 }],
  ['nothing of nothing', 0, {}],
])('a send goes on with %s', (_, accepted, counts) => {
  expect(holds(accepted, counts)).toBe(false)
})

test.each([
  ['three complaints of 300', 300, { complained: 3 }],
  ['eight complaints of 400', 400, { complained: 8 }],
  ['20 complaints of 10,000', 10_000, { complained: 20 }],
  ['complaints of 0.5 % of 5,000, where SES may stop an account', 5_000, { complained: 25 }],
  ['30 bounces of 300', 300, { bounced: 30 }],
  ['ten bounces of 20', 20, { bounced: 10 }],
  ['complaints of 0.11 % of a million', 1_000_000, { complained: 1_100 }],
])('a send is held with %s', (_, accepted, counts) => {
  expect(holds(accepted, counts)).toBe(true)
})

test('the least that holds is what the table of the rule says', () => {
  const least = (accepted: number, kind: 'bounced' | 'complained') => {
    let count = 0
    while (!holds(accepted, { [kind]: count })) count += 1
    return count
  }
  const table = [20, 300, 1_000, 10_000, 100_000].map((accepted) => [
    accepted,
    least(accepted, 'bounced'),
    least(accepted, 'complained'),
  ])
  expect(table).toEqual([
    [20, 10, 3],
    [300, 27, 3],
    [1_000, 71, 4],
    [10_000, 566, 20],
    [100_000, 5_207, 130],
  ])
})

const accepted = fc.integer({ min: 0, max: 2_000_000 })
const count = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 200_000 }))
const more = fc.integer({ min: 0, max: 1_000_000 })

test('more bounces and complaints never release a send, more accepted mails never hold one', () => {
  fc.assert(
    fc.property(accepted, count, count, more, more, more, (of, bounced, complained, a, b, c) => {
      if (holds(of, { bounced, complained }))
        expect(holds(of, { bounced: bounced + a, complained: complained + b })).toBe(true)
      else expect(holds(of + c, { bounced, complained })).toBe(false)
    }),
  )
})

test('no send is held below the rates at which SES begins a review', () => {
  fc.assert(
    fc.property(accepted, fc.double({ min: 0, max: 1, noNaN: true }), (of, share) => {
      expect(
        holds(of, { bounced: Math.floor(of * 0.05 * share), complained: Math.floor(of * 0.001 * share) }),
      ).toBe(false)
    }),
  )
})

test('every send of 2,000 or more is held at the rates at which SES may stop an account', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2_000, max: 2_000_000 }), (of) => {
      expect(holds(of, { bounced: Math.ceil(of * 0.1) })).toBe(true)
      expect(holds(of, { complained: Math.ceil(of * 0.005) })).toBe(true)
    }),
  )
})
