import { marshall } from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shardsOf } from '../../../functions/sending/ledger/plan-sizes.ts'
import { type PlanStep, unpackIds, unpackRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { createPlanStepBuilder, type Standing } from '../../../functions/sending/plan/build-plan-step.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader, anEmptyLedger } from '../../builders.ts'

const frozen = {
  at: '2026-12-01T00:00:00.000Z',
  editions: { en: 'h', 'zh-CN': 'h' },
  topics: ['focus'],
  forEverybody: true as const,
  ranges: 1,
}
const aSend = (ownZones: boolean): Send & { frozen: typeof frozen } => ({
  ...{ id: 's', issue: 'i', by: 'admin', requestedAt: '', holds: {} },
  frozen: { ...frozen, ...(ownZones && { ownZones: { local: '2026-12-10T09:00:00', fallback: 'UTC' } }) },
})

const stepsOver = async (readers: Subscriber[], send: ReturnType<typeof aSend>): Promise<PlanStep[]> => {
  const shards = shardsOf(0, 1)
  const byShard = Map.groupBy(
    readers.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    ({ id }) => id.slice(0, 2),
  )
  const page = async (shard: string, after = '', limit = 500) => {
    const rest = (byShard.get(shard) ?? []).filter(({ id }) => id > after)
    const subscribers = rest.slice(0, limit)
    return { subscribers, ...(rest.length > limit && { next: subscribers.at(-1)!.id }) }
  }
  const next = createPlanStepBuilder({
    subscribers: { page, get: async () => undefined },
    ledger: anEmptyLedger(),
    send,
    range: 0,
    shards,
  })
  const steps: (PlanStep & Standing)[] = []
  while (!steps.at(-1)?.last) steps.push(await next(steps.at(-1)))
  return steps
}

/** An item's size as DynamoDB counts it (DynamoDB Developer Guide, "Item sizes and formats"); of numbers, the most. */
const sizeOf = (value: unknown): number => {
  const [[type, inner]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]]
  if (type === 'S') return Buffer.byteLength(inner as string)
  if (type === 'N') return 21
  if (type === 'BOOL') return 1
  const parts = type === 'L' ? (inner as unknown[]).map((one) => sizeOf(one) + 1) : entriesOf(inner as object)
  return parts.reduce((sum, size) => sum + size, 3)
}
const entriesOf = (map: object): number[] =>
  Object.entries(map).map(([name, value]) => Buffer.byteLength(name) + sizeOf(value) + 1)

const itemSize = (step: PlanStep) =>
  entriesOf(marshall({ pk: `plan#${'s'.repeat(200)}#255`, sk: '0000', ...step })).reduce((a, b) => a + b, 0)

const zones = Intl.supportedValuesOf('timeZone')
/** A reader with a choice of topics and a zone that are spread as badly as can be. */
const aChoosyReader = (number: number, topics: string[], seed: number): Subscriber => {
  const chosen = topics.filter((_, bit) => ((number * 2_654_435_761 + seed) >>> (bit % 31)) & 1)
  const active = anActiveReader(number, {
    topics: chosen,
    timeZone: zones[(number * 7 + seed) % zones.length]!,
  })
  if (number % 11 > 0) return active
  const { confirmedAt, ...person } = active as Subscriber & { status: 'active' }
  return { ...person, status: 'unsubscribed', since: confirmedAt } as Subscriber
}

test('any audience gives steps that DynamoDB takes, and looks at each reader once', async () => {
  const audience = fc.record({
    readers: fc.integer({ min: 0, max: 3_000 }),
    topics: fc.integer({ min: 1, max: 40 }),
    length: fc.integer({ min: 1, max: 60 }),
    ownZones: fc.boolean(),
    seed: fc.nat(1e6),
  })
  type Audience = { readers: number; topics: number; length: number; ownZones: boolean; seed: number }
  const check = async ({ readers, topics, length, ownZones, seed }: Audience) => {
    const ids = Array.from({ length: topics }, (_, at) => `${at}-${'t'.repeat(length)}`)
    const all = Array.from({ length: readers }, (_, number) => aChoosyReader(number, ids, seed))
    const steps = await stepsOver(all, aSend(ownZones))
    for (const step of steps) expect(itemSize(step)).toBeLessThan(400 * 1024)
    const seen = steps.flatMap(({ groups, leftOut }) => [
      ...groups.flatMap(({ recipients }) => unpackRecipients(recipients).map(({ id }) => id)),
      ...Object.values(leftOut).flatMap(unpackIds),
    ])
    expect([seen.length, new Set(seen).size]).toEqual([readers, readers])
    const { soFar } = steps.at(-1)! as Standing
    expect(soFar.batches).toBe(steps.flatMap(({ groups }) => groups).length)
  }
  await fc.assert(fc.asyncProperty(audience, check), {
    numRuns: 12,
    examples: [[{ readers: 4_500, topics: 30, length: 30, ownZones: true, seed: 1 }]],
  })
}, 60_000)
