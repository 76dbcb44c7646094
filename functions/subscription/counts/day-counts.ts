import * as z from 'zod'
import { instantOf } from '../../runtime/local-time.ts'
import { shards } from '../states/reader-id.ts'
import { present, type ReaderRow } from '../states/subscriber.ts'
import { addFlow, Flow, noFlow, sumOfFlows } from './flow.ts'
import { addReader, noReaders, ReaderCounts, sumOfCounts } from './reader-counts.ts'

/** The readers of one shard as the night after a day found them, and what had happened to them on that day. */
export const ShardCounts = ReaderCounts.extend({
  shard: z.string(),
  /** When its first row was read. */
  at: z.string(),
  flow: Flow,
  /** Somebody in it has left, and what is kept no longer of them may still be there. */
  forgetting: z.literal(true).optional(),
})
export type ShardCounts = z.infer<typeof ShardCounts>

/** All readers, as the night after a day (`2031-02-03`, in the publication's zone) found them, and what happened on it. */
export const DayCounts = ReaderCounts.extend({
  day: z.string(),
  /** When counting began. */
  at: z.string(),
  flow: Flow,
})
export type DayCounts = z.infer<typeof DayCounts>

/** @param day `2031-02-03` @param days may be negative */
export const dayAfter = (day: string, days = 1): string =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10)

/** Counts one shard, row by row. @param now Unix ms, when its reading begins */
export const createShardCount = (shard: string, day: string, timeZone: string, now: number) => {
  const counts: ShardCounts = { shard, at: new Date(now).toISOString(), ...noReaders(), flow: noFlow() }
  const [begin, end] = [day, dayAfter(day)].map((one) => instantOf(`${one}T00:00:00`, timeZone))
  return {
    counts,
    add: (row: ReaderRow): void => {
      addFlow(counts.flow, row, { begin: begin!, end: end! })
      // What is left of who was erased, and the old addresses of who moved, are no readers.
      const reader = present(row, now)
      if (reader) addReader(counts, reader, now)
    },
  }
}

/** The day's counts, in whatever order its shards come. @returns undefined until all shards are there */
export const foldShards = (day: string, parts: readonly ShardCounts[]): DayCounts | undefined => {
  const byShard = new Map(parts.map((part) => [part.shard, part]))
  if (!shards.every((shard) => byShard.has(shard))) return undefined
  const all = [...byShard.values()]
  const at = all.map((part) => part.at).sort()[0]!
  return { day, at, ...sumOfCounts(all), flow: sumOfFlows(all.map(({ flow }) => flow)) }
}
