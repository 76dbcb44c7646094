import fc from 'fast-check'
import { expect, test } from 'vitest'
import { overwrite, tally } from '../../../functions/sending/ledger/outcomes.ts'
import { packRecipients, unpackRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import { type Filter, Send } from '../../../functions/sending/ledger/send.ts'
import { sumUp } from '../../../functions/sending/ledger/sums.ts'
import { exclusionOf, ruleOf } from '../../../functions/sending/schedule/in-audience.ts'
import { statusOf } from '../../../functions/sending/status/status.ts'
import { anActiveReader, aReturning } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const frozen = { at: '2026-12-01T00:00:00.000Z', editions: { 'zh-CN': 'h' }, topics: ['focus'], ranges: 1 }
const reader = anActiveReader(1, { language: 'zh-CN' })

test('an active reader with an edition and a topic is in the audience', () => {
  expect(exclusionOf(reader, frozen)).toBeUndefined()
  expect(exclusionOf({ ...reader, topics: ['views', 'focus'] }, frozen)).toBeUndefined()
})

test('who left and has a new sign-up waiting is left out as before', () => {
  expect(exclusionOf(aReturning(4e9), frozen)).toBe('unsubscribed')
})

test('everybody else is left out for a reason', () => {
  const since = '2026-01-01T00:00:00.000Z'
  expect(exclusionOf({ ...reader, status: 'unsubscribed', since }, frozen)).toBe('unsubscribed')
  expect(exclusionOf({ ...reader, status: 'suppressed', cause: 'bounce', since }, frozen)).toBe('suppressed')
  expect(exclusionOf(anActiveReader(1, { confirmedAt: '2026-12-01T00:00:00.001Z' }), frozen)).toBe(
    'joined-later',
  )
  expect(exclusionOf({ ...reader, language: 'en' }, frozen)).toBe('no-edition')
  expect(exclusionOf({ ...reader, topics: ['views'] }, frozen)).toBe('no-topic')
})

test('who pauses beyond the freeze is left out, whatever the time is now', () => {
  const pausing = (until: string) =>
    exclusionOf({ ...reader, paused: { since: '2026-11-01T00:00:00.000Z', until } } as typeof reader, frozen)
  expect(pausing('2026-12-01T00:00:00.001Z')).toBe('paused')
  expect(pausing('2026-12-01T00:00:00.000Z')).toBeUndefined()
  expect(pausing('2026-11-30T23:59:59.999Z')).toBeUndefined()
})

test('a filter leaves out whom it does not name, for a reason of its own', () => {
  const focused = { ...reader, topics: ['focus'], fields: { role: 'engineer' } }
  const out = (filter: Filter) => exclusionOf(focused, frozen, ruleOf(filter))
  expect(out({ languages: ['zh-CN'], topics: ['focus'], fields: { role: ['media', 'engineer'] } })).toBe(
    undefined,
  )
  expect(out({ languages: ['en'] })).toBe('other-language')
  expect(out({ topics: ['views'] })).toBe('other-topic')
  expect(out({ fields: { role: ['media'] } })).toBe('other-answer')
  expect(out({ fields: { city: ['Beijing'] } })).toBe('other-answer')
  expect(exclusionOf(reader, frozen, ruleOf({ topics: ['views'] }))).toBeUndefined()
})

test('recipients are packed and unpacked without loss', () => {
  const recipients = [
    { id: idOf('a@example.org'), language: 'zh-CN', topics: [] },
    { id: idOf('b@example.org'), language: 'zh-CN', topics: [] },
    { id: idOf('c@example.org'), language: 'en', topics: ['focus', 'views'] },
  ]
  expect(unpackRecipients('')).toEqual([])
  expect(unpackRecipients(packRecipients(recipients))).toEqual(recipients)
})

test('every outcome is counted under its reason, and an unknown letter is refused', () => {
  expect(tally('aau.rUSGPZ')).toEqual({
    accepted: 2,
    uncertain: 1,
    waiting: 1,
    failed: { rejected: 1 },
    excluded: { unsubscribed: 1, suppressed: 1, erased: 1, pending: 1, paused: 1 },
  })
  expect(() => tally('a?')).toThrow('unknown outcome')
  expect(
    overwrite(
      '....',
      new Map([
        [1, 'a'],
        [2, 'u'],
      ]),
    ),
  ).toBe('.au.')
})

test('the sums hold at every moment of a send', () => {
  const letter = fc.constantFrom('.', 'a', 'u', 'r', 'm', 'U', 'S', 'P', 'G')
  const batch = fc
    .tuple(fc.array(letter, { minLength: 1, maxLength: 20 }), fc.nat(5))
    .map(([codes, excluded]) => ({
      key: '000-0000',
      size: codes.length,
      candidates: codes.length + excluded,
      excluded: { pending: excluded },
      codes: codes.join(''),
      hintedAt: 0,
      closed: !codes.includes('.'),
      attempt: 1,
    }))
  const send = { id: 's', issue: 'i', by: 'admin', requestedAt: '', holds: {}, frozen }
  fc.assert(
    fc.property(fc.array(batch), fc.nat(9), (batches, pending) => {
      const end = { range: 0, batches: batches.length, candidates: pending, excluded: { pending } }
      const sums = sumUp({ place: 0, batches, unreadable: 0, reports: [], end, now: 0 })
      const { audience, state } = statusOf(send, [sums], 0)
      const total = (counts: Record<string, number>) =>
        Object.values(counts).reduce((sum, count) => sum + count, 0)
      const { candidates, accepted, excluded, failed, uncertain, waiting } = audience
      expect(candidates).toBe(accepted + total(excluded) + total(failed) + uncertain + waiting)
      expect(state === 'finished').toBe(waiting === 0)
    }),
  )
})

test('a send that froze what only a newer version knows is not read by this one', () => {
  const frozen = { at: '2026-12-01T00:00:00.000Z', editions: {}, topics: [], ranges: 1 }
  const send = { id: 'm--digest', issue: 'm', requestedAt: frozen.at, by: 'ada', frozen }
  expect(Send.safeParse(send).success).toBe(true)
  expect(Send.safeParse({ ...send, frozen: { ...frozen, slowly: true } }).success).toBe(false)
})
