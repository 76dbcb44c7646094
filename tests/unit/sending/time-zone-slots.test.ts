import { expect, test } from 'vitest'
import { type PlanStep, unpackIds, unpackRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Frozen, Send } from '../../../functions/sending/ledger/send.ts'
import { createPlanStepBuilder } from '../../../functions/sending/plan/build-plan-step.ts'
import { dueOf } from '../../../functions/sending/schedule/due-time.ts'
import { createSlots, spanOf } from '../../../functions/sending/schedule/time-zone-slots.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader, anEmptyLedger } from '../../builders.ts'

const local = '2026-12-10T09:00:00'
const slots = createSlots({ local, fallback: 'Asia/Shanghai' })
const utc = (timeZone?: string) => new Date(slots(timeZone).due).toISOString()

test('nine o’clock comes to each zone in its turn, over 26 hours', () => {
  const { first, last } = spanOf(local)
  expect((last - first) / 3_600_000).toBe(26)
  expect(utc('Pacific/Kiritimati')).toBe('2026-12-09T19:00:00.000Z')
  expect(utc('Asia/Kolkata')).toBe('2026-12-10T03:30:00.000Z')
  expect(utc('America/New_York')).toBe('2026-12-10T14:00:00.000Z')
})

test('a reader without a zone, or with one that nobody knows, has the publication’s', () => {
  expect([utc(), utc('Mars/Olympus')]).toEqual(['2026-12-10T01:00:00.000Z', '2026-12-10T01:00:00.000Z'])
})

test('zones whose clocks agree share a slot, and slots sort by time', () => {
  expect(slots('Asia/Singapore')).toEqual(slots('Asia/Shanghai'))
  const zones = ['Pacific/Kiritimati', 'Asia/Shanghai', 'Asia/Kolkata', 'Europe/Paris', 'Etc/GMT+12']
  expect(zones.map((zone) => slots(zone).slot)).toEqual([0, 24, 34, 52, 104])
})

test('a time that daylight saving skips is taken just after the gap', () => {
  const spring = createSlots({ local: '2026-03-29T02:30:00', fallback: 'UTC' })
  expect(new Date(spring('Europe/Berlin').due).toISOString()).toBe('2026-03-29T01:30:00.000Z')
})

test('a send by readers’ clocks is due when the first zone is there, at once when that is past, never when all are', () => {
  const { first, last } = spanOf(local)
  expect(dueOf({ ownZones: local }, first - 1)).toBe('2026-12-09T19:00:00.000Z')
  expect(dueOf({ ownZones: local }, first)).toBeUndefined()
  expect(dueOf({ ownZones: local }, last)).toBe('past')
})

const aSend = (but: Partial<Send & { frozen: Frozen }> = {}): Send & { frozen: Frozen } => ({
  id: 's',
  issue: 'i',
  by: 'admin',
  requestedAt: '',
  holds: {},
  frozen: {
    at: '2026-12-01T00:00:00.000Z',
    editions: { 'zh-CN': 'h', en: 'h' },
    topics: [],
    ranges: 1,
    ownZones: { local, fallback: 'Asia/Shanghai' },
  },
  ...but,
})

/** All steps of one range over these readers. */
const stepsOver = async (readers: Subscriber[], send = aSend()): Promise<PlanStep[]> => {
  const sorted = readers.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const page = async (shard: string, after = '') => ({
    subscribers: sorted.filter(({ id }) => id.startsWith(shard) && id > after),
  })
  const shards = Array.from({ length: 256 }, (_, shard) => shard.toString(16).padStart(2, '0'))
  const next = createPlanStepBuilder({
    subscribers: { page, get: async () => undefined },
    ledger: anEmptyLedger(),
    send,
    range: 0,
    shards,
  })
  const steps: Awaited<ReturnType<typeof next>>[] = []
  while (!steps.at(-1)?.last) steps.push(await next(steps.at(-1)))
  return steps
}

test('each reader is in exactly one batch, due by their own clock', async () => {
  const zones = ['Asia/Tokyo', 'Europe/Paris', 'America/Lima', undefined]
  const readers = Array.from({ length: 1_700 }, (_, number) =>
    anActiveReader(number, zones[number % 4] ? { timeZone: zones[number % 4] } : {}),
  )
  const groups = (await stepsOver(readers)).flatMap((step) => step.groups)
  const planned = groups.flatMap(({ due, recipients }) =>
    unpackRecipients(recipients).map(({ id }) => ({ id, due })),
  )
  expect(planned).toHaveLength(1_700)
  expect(new Set(planned.map(({ id }) => id)).size).toBe(1_700)
  const dueFor = new Map(planned.map(({ id, due }) => [id, due]))
  for (const { id, timeZone } of readers) expect(dueFor.get(id)).toBe(slots(timeZone).due)
  expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
  expect(Math.max(...groups.map(({ size }) => size))).toBeLessThanOrEqual(500)
})

test('a step stays one item’s size, whomever it finds', async () => {
  const zones = Intl.supportedValuesOf('timeZone')
  const readers = Array.from({ length: 5_000 }, (_, number) =>
    anActiveReader(number, { timeZone: zones[number % zones.length]! }),
  )
  const steps = await stepsOver(readers)
  for (const step of steps) expect(JSON.stringify(step).length).toBeLessThan(390_000)
  expect(steps.flatMap(({ groups }) => groups).reduce((sum, { size }) => sum + size, 0)).toBe(5_000)
})

test('whom nobody mails is named with the reason, and a step of such readers alone ends too', async () => {
  const since = '2026-01-01T00:00:00.000Z'
  const gone = Array.from(
    { length: 9_000 },
    (_, number): Subscriber => ({ ...anActiveReader(number), status: 'unsubscribed', since }),
  )
  const steps = await stepsOver(gone)
  expect(steps.map(({ groups }) => groups.length)).toEqual([0, 0, 0])
  const named = steps.flatMap(({ leftOut }) => unpackIds(leftOut.unsubscribed ?? ''))
  expect(new Set(named)).toEqual(new Set(gone.map(({ id }) => id)))
})

test('wide slots are few, exact for the publication’s zone, and nobody’s is early or more than three hours late', () => {
  const hour = 3_600_000
  for (const fallback of ['Asia/Kolkata', 'Pacific/Kiritimati', 'Etc/GMT+12']) {
    const [exact, wide] = [false, true].map((isWide) => createSlots({ local, fallback, isWide })) as [
      typeof slots,
      typeof slots,
    ]
    expect(wide(fallback).due).toBe(exact(fallback).due)
    const zones = [...Intl.supportedValuesOf('timeZone'), 'Pacific/Kiritimati', 'Etc/GMT+12']
    for (const zone of zones) {
      const late = wide(zone).due - exact(zone).due
      expect(late, zone).toBeGreaterThanOrEqual(0)
      expect(late, zone).toBeLessThan(3 * hour)
    }
    const dues = Map.groupBy(zones.map(wide), ({ slot }) => slot)
    expect(dues.size).toBeLessThanOrEqual(10)
    for (const same of dues.values()) expect(new Set(same.map(({ due }) => due)).size).toBe(1)
  }
})
