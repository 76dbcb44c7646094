import { inParallel } from '../../runtime/in-parallel.ts'
import type { ReaderRow } from '../../subscription/states/subscriber.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Frozen, Send } from '../ledger/send.ts'
import type { SumsTable } from '../ledger/sums.table.ts'
import { UnreadableRow } from '../ledger/unreadable-row.ts'
import { createWhoGot, type WhoGotDeps } from '../ledger/who-got.ts'
import { candidatesIn, idsOf } from './candidates.ts'
import { exclusionOf, ruleOf } from './in-audience.ts'
import { slicesOf, warmUpProgress } from './warm-up.ts'

export type LatelyDeps = {
  sends: Pick<SendsTable, 'get' | 'ids'>
  sums: Pick<SumsTable, 'list'>
}

/** Sends looked up in parallel. */
const atOnce = 20

/**
 * Sends of so many ms count: a quarterly is known by its issue before. Providers forget sooner, but to go back to the
 * beginning with each issue would serve nobody.
 */
const latelyMs = 120 * 86_400_000

/**
 * The most readers whom one send lately reached; tests and series reach them one by one, and do not count. Of a send that
 * is itself warming up, or was cancelled or held before its last slice, half of what is accepted is about its largest day.
 * @param now Unix ms
 */
export const mostLately = async ({ sends, sums }: LatelyDeps, now: number): Promise<number> => {
  const reached = await inParallel(await sends.ids(), atOnce, async (id) => {
    const send = await sends.get(id).catch(asNone)
    if (!send?.frozen || send.test || send.series || Date.parse(send.frozen.at) < now - latelyMs) return 0
    const accepted = (await sums.list(id)).reduce((sum, one) => sum + one.sums.accepted, 0)
    return isThrough(send, accepted, now) ? accepted : accepted / 2
  })
  return Math.floor(Math.max(0, ...reached))
}

/** The last slice is half of all, so most of it has gone out where three quarters of them all have. */
const isThrough = (send: Send, accepted: number, now: number): boolean => {
  const { slices = [] } = send.frozen?.warmUp ?? {}
  return !warmUpProgress(send, now)?.next && accepted >= slices.reduce((sum, size) => sum + size, 0) * 0.75
}

/** A send that cannot be read reached nobody: rather too slow than too fast. */
const asNone = (error: unknown): undefined => {
  if (!(error instanceof UnreadableRow)) throw error
}

export type MeasureDeps = WhoGotDeps & {
  subscribers: {
    page(shard: string, after?: string): Promise<{ subscribers: ReaderRow[]; next?: string }>
    get(id: string): Promise<ReaderRow | undefined>
  }
}

/** Shards read in parallel; after so many rows the rest is as likely to be like them, within a few per cent. */
const shardsAtOnce = 16
const enoughRows = 8_000

/** About how many readers are in a send's audience; exactly, where there are few. */
export const measureAudience = async (
  { subscribers, ...ledger }: MeasureDeps,
  frozen: Frozen,
  filter: Send['filter'],
): Promise<number> => {
  let [rows, found, shards] = [0, 0, 0]
  const rule = ruleOf(filter)
  const readShard = async (number: number) => {
    const whoGot = createWhoGot(ledger, rule)
    for (let after: string | undefined; ; ) {
      const page = await subscribers.page(number.toString(16).padStart(2, '0'), after)
      rows += page.subscribers.length
      const readers = await candidatesIn(page.subscribers, frozen.at, subscribers)
      const gotBy = await whoGot(readers.map(idsOf))
      for (const reader of readers) if (!exclusionOf(reader, frozen, rule, gotBy(reader.id))) found += 1
      after = page.next
      if (!after) return
    }
  }
  // One first: in a large list it is enough.
  for (let size = 1; shards < 256 && rows < enoughRows; size = shardsAtOnce) {
    const some = Array.from({ length: Math.min(size, 256 - shards) }, (_, index) => shards + index)
    await inParallel(some, shardsAtOnce, readShard)
    shards += some.length
  }
  return Math.round((found * 256) / shards)
}

/**
 * How many readers there hardly are more than, in 999 cases of 1,000, by an estimate that counted 8 of 256 shards or, of a long
 * list, 400 rows: with none counted ln(1000) · 32, else three standard deviations more, of Poisson's distribution.
 */
const mostFor = (estimate: number): number =>
  Math.max(estimate * 1.2, estimate + 3 * Math.sqrt(32 * estimate) + 222)

/** The warm-up slices that a send is to be frozen with, if any. */
export type SlicesFor = (send: Send, frozen: Frozen, estimate: number) => Promise<number[] | undefined>

/**
 * Decides whether a send is warmed up: not if it is a test, if somebody said that its domain is known, or if all readers
 * together are few, or not many more than were lately mailed.
 * @param isOff the publication says that its domain is known
 */
export const createSlicesFor =
  ({ isOff, ...deps }: LatelyDeps & MeasureDeps & { isOff: boolean }): SlicesFor =>
  async ({ test, filter, allAtOnce }, frozen, estimate) => {
    if (isOff || test || allAtOnce) return undefined
    const lately = await mostLately(deps, Date.parse(frozen.at))
    if (!slicesOf(mostFor(estimate), lately)) return undefined
    return slicesOf(await measureAudience(deps, frozen, filter), lately)
  }
