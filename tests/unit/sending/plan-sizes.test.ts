import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rangesFor, shardsOf } from '../../../functions/sending/ledger/plan-sizes.ts'

test('ranges cover every shard once, however many there are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 256 }), (ranges) => {
      const shards = Array.from({ length: ranges }, (_, range) => shardsOf(range, ranges)).flat()
      expect(shards).toHaveLength(256)
      expect([shards[0], shards.at(-1), new Set(shards).size]).toEqual(['00', 'ff', 256])
    }),
  )
})

test('a range is about four thousand readers, and there are never more than 256', () => {
  expect([0, 1, 4_000, 4_001, 1_000_000, 50_000_000].map(rangesFor)).toEqual([1, 1, 1, 2, 250, 256])
})
