import { expect, test } from 'vitest'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import { chooseHints, roomFor, roomWithin } from '../../../functions/sending/ledger/claimable-batches.ts'

const minute = 60_000
const hintAgainMs = 5 * minute
const now = Date.parse('2026-12-01T12:00:00Z')
const aBatch = (key: string, but: Partial<Batch> = {}): Batch => ({
  key,
  size: 500,
  candidates: 500,
  excluded: {},
  codes: '.'.repeat(500),
  hintedAt: 0,
  closed: false,
  attempt: 0,
  ...but,
})
const plenty = { batches: 1_000, recipients: 0 }
const keysOf = (batches: Batch[], but: Partial<Parameters<typeof chooseHints>[1]> = {}) =>
  chooseHints(batches, { now, hintAgainMs, room: plenty, ...but }).map(({ key }) => key)

test('hinted at is whoever waits for nothing but a worker, and whose hint went unheeded, the longest first', () => {
  const batches = [
    aBatch('new', { hintedAt: now - hintAgainMs }),
    aBatch('stale', { hintedAt: now - hintAgainMs - 1 }),
    aBatch('never'),
    aBatch('closed', { closed: true }),
    aBatch('later', { due: now + 1 }),
    aBatch('due', { due: now }),
    aBatch('worked on', { lease: now }),
    aBatch('left by the dead', { lease: now - 1, hintedAt: 5 }),
  ]
  expect(keysOf(batches)).toEqual(['never', 'due', 'left by the dead', 'stale'])
  expect(keysOf(batches, { lifted: true })).toContain('new')
})

test('no more hints wait in the queue than can be delivered before they are given again', () => {
  const many = Array.from({ length: 2_000 }, (_, at) => aBatch(String(at), { hintedAt: at < 40 ? now : 0 }))
  expect(keysOf(many, { room: roomFor(undefined, hintAgainMs) })).toHaveLength(24)
  expect(keysOf(many, { room: roomFor(14, hintAgainMs) })).toHaveLength(24)
  expect(keysOf(many, { room: roomFor(500, hintAgainMs) })).toHaveLength(560)
  const letters = many.map((batch) => ({ ...batch, codes: '.' }))
  expect(keysOf(letters, { room: roomFor(14, hintAgainMs) })).toHaveLength(1_960)
})

test('of a quota that frees, no more is hinted at than there is room for', () => {
  const many = Array.from({ length: 200 }, (_, at) => aBatch(String(at)))
  const hinted = (left: number) =>
    keysOf(many, { room: roomWithin(roomFor(14, hintAgainMs), left), lifted: true }).length
  expect([hinted(1), hinted(700), hinted(50_000), hinted(Infinity)]).toEqual([2, 3, 64, 64])
})

test('two hours at 14 a second leave some hundred hints behind, not tens of thousands', () => {
  const batches = new Map(
    Array.from({ length: 2_000 }, (_, at) => [String(at), aBatch(String(at), { hintedAt: now })]),
  )
  const queue = [...batches.keys()]
  let hints = queue.length
  let left = 0
  for (let at = now; at < now + 120 * minute; at += minute) {
    // The workers take what they can of the queue, whatever has waited in it the longest.
    left += (14 * 60) / 500
    while (left >= 1 && queue.length > 0) {
      const key = queue.shift()!
      if (batches.delete(key)) left -= 1
    }
    const room = roomFor(14, hintAgainMs)
    for (const { key } of chooseHints([...batches.values()], { now: at, hintAgainMs, room })) {
      batches.get(key)!.hintedAt = at
      queue.push(key)
      hints += 1
    }
  }
  expect(hints).toBeLessThan(2_000 + 24 * 65)
  expect(batches.size).toBeLessThan(1_802)
})
