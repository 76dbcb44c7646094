import { expect, test } from 'vitest'
import { createCountAudience } from '../../../functions/api/count-audience.ts'
import { batchKey, packRecipients, unpackRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { createPlanStepBuilder } from '../../../functions/sending/plan/build-plan-step.ts'
import { exclusionOf } from '../../../functions/sending/schedule/in-audience.ts'
import { measureAudience } from '../../../functions/sending/schedule/measure-audience.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const at = '2026-12-01T12:00:00.000Z'
const [longAgo, soon] = ['2026-11-20T00:00:00.000Z', '2026-12-01T12:10:00.000Z']
const from = (name: string) => ({ id: idOf(`${name}@old.example`), email: `${name}@old.example` })
const to = (name: string) => ({ id: idOf(`${name}@new.example`), email: `${name}@new.example` })
const came = (name: string, until: string) => ({ ...from(name), at: longAgo, until })
const moved = (name: string, until?: string): ReaderRow => ({
  ...{ id: from(name).id, status: 'moved', to: to(name).id, at: longAgo, revision: 1 },
  stays: [until ? { until } : {}],
})

/** Who has just set out, has just arrived, arrived long ago, and came to another reader. */
const rows: ReaderRow[] = [
  {
    ...(moved('ada') as ReaderRow & { status: 'moved' }),
    carried: aSubscriber('active', { ...from('ada'), newAddress: { ...to('ada'), until: 2e9 } }),
  },
  moved('bob', soon),
  aSubscriber('active', { ...to('bob'), movedFrom: [came('bob', soon)], stays: [{ since: soon }] }),
  moved('cy', longAgo),
  aSubscriber('active', { ...to('cy'), movedFrom: [came('cy', longAgo)], stays: [{ since: longAgo }] }),
  moved('eve', longAgo),
  aSubscriber('active', { ...to('eve'), movedFrom: [{ ...came('eve', longAgo), joined: true }] }),
].sort((a, b) => (a.id < b.id ? -1 : 1))

const subscribers = {
  page: async (shard: string) => ({ subscribers: rows.filter(({ id }) => id.startsWith(shard)) }),
  get: async (id: string) => rows.find((row) => row.id === id),
}

/** The digest of m-1 went to the old addresses of all but eve's, and to hers of now. */
const aLedger = () => {
  const recipients = [...['ada', 'bob', 'cy'].map(from), to('eve')]
    .map(({ id }) => ({ id, language: 'en', topics: [] }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const groups = [{ key: batchKey(0, 0), recipients: packRecipients(recipients), size: 4 }]
  const step = { number: 0, upTo: 'f'.repeat(32), groups, leftOut: {}, last: true }
  const sent = {
    ...{ id: 'm-1--digest', issue: 'm-1', by: 'a', requestedAt: '', holds: {} },
    frozen: { at: longAgo, editions: {}, topics: [], ranges: 1 },
  }
  return {
    sends: { get: async () => sent },
    planSteps: { get: async () => step, last: async () => step },
    batches: { get: async () => ({ codes: 'aaaa' }) as never },
    sesReports: { get: async () => ({ codes: '', acts: '' }) },
  }
}

const send = (rule: object): Send & { frozen: NonNullable<Send['frozen']> } => ({
  ...{ id: 'm-2--digest', issue: 'm-2', by: 'a', requestedAt: at, holds: {} },
  filter: { segment: { rule: rule as never } },
  frozen: { at, editions: { en: 'h' }, topics: [], forEverybody: true, ranges: 1 },
})

test.each([
  [{ got: 'm-1' }, 4],
  [{ not: { got: 'm-1' } }, 0],
])('who is counted and measured by the rule %j is who is planned, wherever they move', async (rule, size) => {
  const one = send(rule)
  const shards = Array.from({ length: 256 }, (_, shard) => shard.toString(16).padStart(2, '0'))
  const step = await createPlanStepBuilder({ subscribers, ledger: aLedger(), send: one, range: 0, shards })(
    undefined,
  )
  const planned = step.groups.flatMap(({ recipients }) => unpackRecipients(recipients))
  expect(planned).toHaveLength(size)
  const count = createCountAudience({ subscribers, ledger: aLedger(), now: () => 0 })
  const counted = await count(0, at, rule as never, (reader, got) =>
    exclusionOf(reader, one.frozen, rule as never, got),
  )
  const all = (counts: Record<string, number>) => Object.values(counts).reduce((sum, one) => sum + one, 0)
  expect([all(counted.languages), all(counted.excluded)]).toEqual([size, 4 - size])
  expect(await measureAudience({ subscribers, ...aLedger() }, one.frozen, one.filter)).toBe(size)
})
