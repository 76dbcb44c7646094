import { expect, test } from 'vitest'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { sumUp } from '../../../functions/sending/ledger/sums.ts'
import { statusOf } from '../../../functions/sending/status/status.ts'

const now = Date.parse('2026-12-01T04:00:00Z')
const hour = 3_600_000
const send: Send = {
  id: 'm-1--digest',
  issue: 'm-1',
  by: 'admin',
  requestedAt: '2026-12-01T03:00:00.000Z',
  holds: {},
  frozen: { at: '2026-12-01T03:00:00.000Z', editions: { en: 'h' }, topics: ['focus'], ranges: 1 },
}
const aBatch = (codes: string, but: Partial<Batch> = {}): Batch => ({
  key: '000-0000',
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !codes.includes('.'),
  attempt: 1,
  ...but,
})
/** What is shown of a send whose sums were derived a moment ago. */
const statusWith = (batches: Batch[], but: Partial<Send> = {}) =>
  statusOf({ ...send, ...but }, [sumUp({ place: 0, batches, unreadable: 0, reports: [], now })], now)
const working = { lease: now + 60_000 }

test('the rate is what a worker got done in the time it worked, times those who work now', () => {
  const { rate, estimateSeconds } = statusWith([
    aBatch('a'.repeat(60), { workedMs: 4_000 }),
    aBatch('a'.repeat(40) + '.'.repeat(160), { workedMs: 6_000, ...working }),
    aBatch('.'.repeat(200), working),
    aBatch('.'.repeat(40)),
  ])
  expect(rate).toBe(20)
  expect(estimateSeconds).toBe(20)
})

test('while nobody works, or nothing is known yet, there is no rate', () => {
  const nobody = statusWith([aBatch('a..', { workedMs: 1_000 }), aBatch('.', { lease: now - 1 })])
  const unknown = statusWith([aBatch('...', working)])
  const nothingDone = statusWith([aBatch('...', { workedMs: 1_000, ...working })])
  for (const status of [nobody, unknown, nothingDone, statusWith([])]) {
    expect(status).not.toHaveProperty('rate')
    expect(status).not.toHaveProperty('estimateSeconds')
  }
})

test('who closed a batch and left its lease works no more', () => {
  const { rate } = statusWith([
    aBatch('a'.repeat(10), { workedMs: 1_000, ...working }),
    aBatch(`${'a'.repeat(10)}.`, { workedMs: 1_000, ...working }),
  ])
  expect(rate).toBe(10)
})

test('who is due later is no part of the estimate, and the earliest of them is named', () => {
  const { estimateSeconds, nextDue } = statusWith([
    aBatch(`a${'.'.repeat(9)}`, { workedMs: 1_000, due: now - 1, ...working }),
    aBatch('.'.repeat(500), { due: now + 2 * hour }),
    aBatch('.'.repeat(500), { due: now + hour }),
    aBatch('aa', { due: now + 1, closed: true }),
  ])
  expect(estimateSeconds).toBe(9)
  expect(nextDue).toBe('2026-12-01T05:00:00.000Z')
  expect(statusWith([aBatch('..', { due: now })])).not.toHaveProperty('nextDue')
})

test('whom a cancelled send leaves out waits for no time of their own', () => {
  const later = aBatch('..', { due: now + hour })
  expect(statusWith([later], { cancelledAt: '2026-12-01T03:30:00.000Z' })).not.toHaveProperty('nextDue')
  const { estimateSeconds } = statusWith([later, aBatch('aC..', { workedMs: 1_000, ...working })], {
    cancelledAt: '2026-12-01T03:30:00.000Z',
  })
  expect(estimateSeconds).toBe(2)
})
