import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  createShardCount,
  type DayCounts,
  foldShards,
  type ShardCounts,
} from '../../../functions/subscription/counts/day-counts.ts'
import { noFlow } from '../../../functions/subscription/counts/flow.ts'
import { withGaps } from '../../../functions/subscription/counts/growth.ts'
import type { Consent } from '../../../functions/subscription/states/consent.ts'
import { shards } from '../../../functions/subscription/states/reader-id.ts'
import { transition } from '../../../functions/subscription/states/state-machine.ts'
import type { Moved, ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader, aSubscriber, noon } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'

const day = '2026-11-29'
const within = '2026-11-29T12:00:00.000Z'
const longAgo = '2020-01-01T00:00:00.000Z'
const after = '2026-11-30T02:00:00.000Z'

const countOf = (rows: readonly ReaderRow[], timeZone = 'UTC', of = day): ShardCounts => {
  const { counts, add } = createShardCount('00', of, timeZone, noon)
  for (const row of rows) add(row)
  return counts
}
const flowOf = (row: ReaderRow) =>
  Object.fromEntries(Object.entries(countOf([row]).flow).filter(([, count]) => count > 0))

const numbers = fc.dictionary(fc.constantFrom('active', 'en', 'zh-CN', 'all'), fc.nat(1_000_000))
const someShards = fc.tuple(
  ...shards.map((shard) =>
    fc.record({
      shard: fc.constant(shard),
      at: fc.date({ noInvalidDate: true, min: new Date(0) }).map((at) => at.toISOString()),
      statuses: numbers,
      languages: numbers,
      topics: numbers,
      flow: fc.nat(1_000).map((joined) => ({ ...noFlow(), joined })),
    }),
  ),
)

test('a day is the same in whatever order its shards come, and if some come twice', () => {
  fc.assert(
    fc.property(
      someShards,
      fc.infiniteStream(fc.double({ noNaN: true })),
      fc.nat(256),
      (all, chance, twice) => {
        const shuffled = [...all, ...all.slice(0, twice)]
          .map((part) => ({ part, at: chance.next().value as number }))
          .sort((one, other) => one.at - other.at)
          .map(({ part }) => part)
        const folded = foldShards(day, all)!
        expect(foldShards(day, shuffled)).toEqual(folded)
        expect(folded.flow.joined).toBe(all.reduce((sum, { flow }) => sum + flow.joined, 0))
        expect(foldShards(day, all.slice(1))).toBeUndefined()
      },
    ),
    { seed, numRuns: 20 },
  )
})

test('readers are counted however they are spread over shards', () => {
  const rows = Array.from({ length: 60 }, (_, number) => anActiveReader(number, { topics: ['views'] }))
  const parts = shards.map((shard, index) => ({
    ...countOf(rows.filter((_, number) => number % 256 === index)),
    shard,
  }))
  const { statuses, languages, topics } = foldShards(day, parts)!
  expect({ statuses, languages, topics }).toEqual({
    statuses: { active: 60 },
    languages: { en: 20, 'zh-CN': 40 },
    topics: { views: 60 },
  })
})

const consent = { at: longAgo, form: '/subscribe', wording: 'Yes.', confirmedAt: longAgo }
const old = { createdAt: longAgo, consent }
const fromList = { at: longAgo, import: 'i', row: 1, confirmedAt: longAgo }

/** A reader since a time, to whose address another moved within the day. */
const joinedByAnother = (since: string, theirs: Consent): ReaderRow => {
  const other = anActiveReader(2, { consent: theirs, createdAt: longAgo, confirmedAt: longAgo })
  const there = anActiveReader(1, { createdAt: since, confirmedAt: since })
  const newAddress = { id: there.id, email: there.email, until: noon }
  const asked = transition(other, { type: 'ask-move', newAddress }, noon)
  const from = transition(asked, { type: 'move', at: within, to: there.id }, noon)
  return transition(there, { type: 'arrive', from: from as Moved, since: within }, noon)!
}

test.each<[string, ReaderRow, object]>([
  ['asked only', aSubscriber('pending', { createdAt: within }), {}],
  ['confirmed', aSubscriber('active', { confirmedAt: within }), { joined: 1 }],
  ['confirmed on another day', aSubscriber('active', { confirmedAt: after }), {}],
  ['left', aSubscriber('unsubscribed', { ...old, since: within }), { left: 1 }],
  [
    'joined and left',
    aSubscriber('unsubscribed', {
      ...{ createdAt: within.replace('T12', 'T10'), since: within },
      consent: { ...consent, confirmedAt: within.replace('T12', 'T11') },
    }),
    { joined: 1, left: 1 },
  ],
  [
    'left, and came back before the night',
    aSubscriber('active', { confirmedAt: after, former: [{ consent, left: within }] }),
    { left: 1 },
  ],
  ['bounced', aSubscriber('suppressed', { ...old, cause: 'bounce', since: within }), { bounced: 1 }],
  [
    'bounced softly',
    aSubscriber('suppressed', { ...old, cause: 'soft-bounces', since: within }),
    { bounced: 1 },
  ],
  ['complained', aSubscriber('suppressed', { ...old, cause: 'complaint', since: within }), { complained: 1 }],
  ['was taken out', aSubscriber('suppressed', { ...old, cause: 'admin', since: within }), { suppressed: 1 }],
  [
    'complained long after leaving',
    aSubscriber('suppressed', {
      ...old,
      cause: 'complaint',
      since: within,
      left: '2026-06-01T00:00:00.000Z',
    }),
    {},
  ],
  [
    'bounced without having confirmed',
    aSubscriber('suppressed', { cause: 'bounce', createdAt: longAgo, since: within, unconfirmed: true }),
    {},
  ],
  [
    'withdrew a sign-up',
    aSubscriber('unsubscribed', { createdAt: longAgo, since: within, unconfirmed: true }),
    {},
  ],
  [
    'came by a list',
    anActiveReader(1, { consent: fromList, createdAt: within, confirmedAt: within }),
    { joined: 1 },
  ],
  [
    'came by a list as one who had left elsewhere',
    aSubscriber('unsubscribed', { consent: fromList, createdAt: within, since: within }),
    {},
  ],
  [
    'is out by a list that came later',
    aSubscriber('unsubscribed', {
      ...{ consent: fromList, createdAt: '2026-01-01T00:00:00.000Z', since: longAgo },
      keptOutBy: [{ import: 'j', row: 2, from: 'active', at: within }],
    }),
    { left: 1 },
  ],
  ['was erased', { id: 'a', status: 'erased', at: within, revision: 1 }, { erased: 1 }],
  ['was forgotten', { id: 'a', status: 'erased', at: within, left: { at: longAgo }, revision: 1 }, {}],
  ['moved away', { id: 'a', status: 'moved', to: 'b', at: within, stays: [], revision: 1 }, {}],
  ['signed up, and another reader moved to their address', joinedByAnother(within, fromList), { joined: 1 }],
  ['was moved to by another reader', joinedByAnother(longAgo, anActiveReader(2).consent), {}],
])('who %s on the day is in its flow once', (_, row, flow) => {
  expect(flowOf(row)).toEqual(flow)
})

test('what is left of who was erased, an address moved from and a sign-up that lapsed are no readers', () => {
  expect(
    countOf([
      { id: 'a', status: 'erased', at: within, revision: 1 },
      { id: 'a', status: 'moved', to: 'b', at: within, stays: [], revision: 1 },
      aSubscriber('pending', { expires: noon / 1000 - 1 }),
    ]).statuses,
  ).toEqual({})
})

test('a day is the publication’s own, also where it has 23 hours', () => {
  const joinedAt = (confirmedAt: string, of: string, timeZone: string) =>
    countOf([aSubscriber('active', { confirmedAt })], timeZone, of).flow.joined
  expect(joinedAt('2026-11-28T16:00:00.000Z', day, 'Asia/Shanghai')).toBe(1)
  expect(joinedAt('2026-11-28T15:59:59.999Z', day, 'Asia/Shanghai')).toBe(0)
  expect(joinedAt('2026-03-29T21:59:59.999Z', '2026-03-29', 'Europe/Paris')).toBe(1)
  expect(joinedAt('2026-03-29T22:00:00.000Z', '2026-03-29', 'Europe/Paris')).toBe(0)
})

test('days whose night failed are gaps between the first and the last', () => {
  const counted = ['2026-02-27', '2026-03-02'].map(
    (one): DayCounts => ({
      ...foldShards(
        one,
        shards.map((shard) => ({ ...countOf([]), shard })),
      )!,
    }),
  )
  expect(withGaps(counted)).toEqual([
    counted[0],
    { day: '2026-02-28', missing: true },
    { day: '2026-03-01', missing: true },
    counted[1],
  ])
  expect(withGaps([])).toEqual([])
})
