import { expect, test } from 'vitest'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import { isIdle, sumUp } from '../../../functions/sending/ledger/sums.ts'

const now = 1_000_000
const aBatch = (key: string, but: Partial<Batch>): Batch => ({
  ...{ key, size: 1, candidates: 1, excluded: {}, codes: '.', hintedAt: 0, closed: false, attempt: 0 },
  ...but,
})
const closed = aBatch('000-0000-00', { codes: 'a', closed: true })
const later = aBatch('000-0000-01', { due: now + 60_000 })
const sumsOf = (batches: Batch[], noted = {}, unreadable = 0) => {
  const end = { range: 0, batches: batches.length + unreadable, candidates: 0, excluded: {} }
  return sumUp({ place: 0, batches, unreadable, reports: [], end, now }, noted)
}

test('a range whose open batches are due later is idle until the first of them is', () => {
  const sums = sumsOf([closed, later])
  expect(isIdle(sums, {}, now)).toBe(true)
  expect(isIdle(sums, {}, now + 60_000)).toBe(false)
  expect(isIdle(sums, { laterMs: 5_000 }, now + 60_000)).toBe(true)
})

test.each<[string, ReturnType<typeof sumsOf>]>([
  ['somebody waits now', sumsOf([closed, later, aBatch('000-0001-00', {})])],
  ['a batch is open of which nobody waits', sumsOf([later, aBatch('000-0001-00', { codes: 'u' })])],
  ['somebody is about to reopen a batch', sumsOf([closed, later], { reopening: { one: now } })],
  ['a batch cannot be read', sumsOf([closed, later], {}, 1)],
  [
    'older sums do not count the batches',
    { ...sumsOf([closed, later]), later: { waiting: 1, next: now + 60_000 } },
  ],
  ['it is not planned', { ...sumsOf([closed, later]), ended: false }],
  ['nobody waits for later', sumsOf([closed])],
])('a range is looked at where %s', (_, sums) => {
  expect(isIdle(sums, {}, now)).toBe(false)
})
