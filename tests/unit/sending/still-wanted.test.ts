import { expect, test } from 'vitest'
import { choosingNow, excludedSincePlan } from '../../../functions/sending/deliver/still-wanted.ts'
import { Batch } from '../../../functions/sending/ledger/batch.ts'
import type { Frozen } from '../../../functions/sending/ledger/send.ts'
import { anActiveReader } from '../../builders.ts'

const frozen: Frozen = {
  at: '2026-12-01T00:00:00.000Z',
  editions: { en: 'h', 'zh-CN': 'h' },
  topics: ['focus'],
  ranges: 1,
}
const batch = {
  key: '0',
  size: 1,
  candidates: 1,
  excluded: {},
  codes: '.',
  closed: false,
  attempt: 0,
  hintedAt: 0,
}
const planned = { id: 'a', language: 'en', topics: [] }

test.each([
  [['views'], {}, 'T'],
  [['views'], { forEverybody: true as const }, undefined],
  [['views', 'focus'], {}, undefined],
  [[], {}, undefined],
])('who chose the topics %j before their turn, of an issue that is %j: %s', (topics, but, code) => {
  const reader = anActiveReader(1, { topics })
  const found = excludedSincePlan(reader.id, { reader }, { send: {}, frozen: { ...frozen, ...but }, batch })
  expect(found).toBe(code)
  // What a worker writes can be read.
  expect(Batch.safeParse({ ...batch, codes: found ?? 'a' }).success).toBe(true)
})

test('a mail is made by what its reader chooses when it is their turn', () => {
  const now = anActiveReader(1, { language: 'zh-CN', topics: ['focus'] })
  expect(choosingNow(planned, now, { send: {}, frozen, batch })).toEqual({
    id: 'a',
    language: 'zh-CN',
    topics: ['focus'],
  })
})

test('a language that the issue has not changes nothing, nor does a choice after a letter’s edition was pinned', () => {
  const now = anActiveReader(1, { language: 'fr', topics: ['focus'] })
  expect(choosingNow(planned, now, { send: {}, frozen, batch }).language).toBe('en')
  const welcome = { confirmedAt: '2026-11-01T00:05:00.000Z', edition: 'h', revision: 0 }
  expect(choosingNow(planned, now, { send: {}, frozen, batch: { ...batch, welcome } })).toEqual(planned)
})
