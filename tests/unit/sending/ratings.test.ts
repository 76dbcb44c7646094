import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countRatings, mergeRatings, ratingOf } from '../../../functions/sending/ledger/ratings.ts'
import { actsOf, SesReports } from '../../../functions/sending/ledger/ses-report.ts'

const at = 1_790_000_000
const yes = (index: number, later = 0) => ({ index, rating: { worth: true, at: at + later } })
const no = (index: number, later = 0) => ({ index, rating: { worth: false, at: at + later } })

test('each recipient’s last word counts, and who says nothing takes no room', () => {
  const all = mergeRatings('', [no(40), yes(3), { index: 7 }, yes(40, 5)])
  expect(all).toBe(`3+${at} 40+${at + 5}`)
  expect(countRatings([all, '', mergeRatings('', [no(0)])])).toEqual({ worthReading: 2, notWorthReading: 1 })
  expect(ratingOf(all, 40)).toEqual({ worth: true, at: at + 5 })
  expect(ratingOf(all, 4)).toBeUndefined()
})

test('a message that comes late or again changes nothing', () => {
  const all = mergeRatings('', [yes(3), no(3, 9)])
  expect(mergeRatings(all, [yes(3), no(3, 9), yes(3, 8)])).toBe(all)
})

test('whatever the order in which messages come, and however often, the same is known', () => {
  const report = fc
    .tuple(fc.nat(4), fc.boolean(), fc.nat(3))
    .map(([index, worth, later]) => (worth ? yes(index, later) : no(index, later)))
  fc.assert(
    fc.property(fc.array(report, { maxLength: 12 }), fc.nat(12), (all, from) => {
      const others = [...all.slice(from), ...all.toReversed(), ...all.slice(0, from)]
      const known = others.reduce((before, one) => mergeRatings(before, [one]), '')
      expect(known).toBe(mergeRatings('', all))
    }),
  )
})

test('a row of before ratings reads as one that nobody rated, and acts are read beside them', () => {
  expect(SesReports.parse({ fates: 'd', acts: 'g' })).toEqual({ codes: 'd', acts: 'g' })
  const rated = SesReports.parse({ fates: 'd', acts: 'g', ratings: `0-${at}` })
  expect([actsOf(rated, 0), ratingOf(rated.ratings!, 0)?.worth]).toEqual([['left'], false])
})
