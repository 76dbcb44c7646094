import type { Deadline } from '../../runtime/clocks.ts'
import { isoDayAt } from '../../runtime/local-time.ts'
import type { CountsTable } from '../counts/counts.table.ts'
import { createShardCount, dayAfter, foldShards, type ShardCounts } from '../counts/day-counts.ts'
import { type SubscriberId, shards } from '../states/reader-id.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import type { ReaderRow } from '../states/subscriber.ts'
import type { ForgetLeft } from './forget-left.ts'

export type NightRoundDeps = {
  subscribers: Pick<SubscribersTable, 'page'>
  counts: CountsTable
  forgetLeft: ForgetLeft
  timeZone: string
  /** Unix ms. */
  now: () => number
}

/** `shards`: how many this round counted; `isThrough`: the day is counted, and nothing is left to forget. */
export type NightRound = { day: string; shards: number; forgotten: number; isThrough: boolean }

/** At most so many rows in one query: a megabyte of them, which is what DynamoDB reads in one. */
const pageSize = 500
/** Rounds begin at 3 o'clock. One that is not through at this hour or later is an error, so that its alarm rings. */
const lateHour = 6

/**
 * One of the night's rounds through all readers: counts them as of the day before, and forgets what is kept no longer of
 * who has left. The rows of counted shards say where the night stands: whoever is killed, or runs out of time, leaves the
 * shards without one, and those whose readers are not forgotten yet, to the next round.
 * @throws after all else is done: when a shard could not be counted, somebody not be forgotten, or it is late
 */
export const createNightRound = (deps: NightRoundDeps) => {
  const { counts, timeZone, now } = deps
  return async (deadline: Deadline): Promise<NightRound> => {
    const day = dayAfter(isoDayAt(now(), timeZone), -1)
    const counted = new Map((await counts.shards(day)).map((one) => [one.shard, one]))
    const round = { shards: 0, forgotten: 0 }
    const failures: unknown[] = []
    for (const shard of shards) {
      const before = counted.get(shard)
      if (before && !before.forgetting) continue
      if (deadline.leftMs() <= 0) break
      try {
        const read = before
          ? { counts: before, left: await readShard(deps, shard) }
          : await countShard(deps, shard, day)
        if (!before) round.shards += 1
        round.forgotten += await forgetIn(deps, day, read)
      } catch (error) {
        failures.push(error)
      }
    }
    const stand = await counts.shards(day)
    const folded = foldShards(day, stand)
    if (folded) await counts.putDay(folded)
    if (failures.length > 0)
      throw new Error(`The night after ${day} failed in ${failures.length} of ${shards.length} shards`, {
        cause: failures[0],
      })
    const isThrough = folded !== undefined && !stand.some(({ forgetting }) => forgetting)
    if (!isThrough && hourAt(now(), timeZone) >= lateHour)
      throw new Error(
        folded
          ? `Not all is forgotten by ${lateHour}:00 that is kept no longer of readers who left: the next night goes on`
          : `The readers of ${day} are not all counted by ${lateHour}:00: the day may stay missing`,
      )
    return { day, ...round, isThrough }
  }
}

type ReadShard = { counts: ShardCounts; left: SubscriberId[] }

const countShard = async (deps: NightRoundDeps, shard: string, day: string): Promise<ReadShard> => {
  const count = createShardCount(shard, day, deps.timeZone, deps.now())
  const left = await readShard(deps, shard, count.add)
  const counts: ShardCounts = { ...count.counts, ...(left.length > 0 && { forgetting: true }) }
  await deps.counts.putShard(day, counts)
  return { counts, left }
}

/** @returns who has left */
const readShard = async (
  { subscribers }: NightRoundDeps,
  shard: string,
  visit?: (row: ReaderRow) => void,
): Promise<SubscriberId[]> => {
  const left: SubscriberId[] = []
  let after: SubscriberId | undefined
  do {
    const page = await subscribers.page(shard, after, pageSize)
    for (const row of page.subscribers) {
      visit?.(row)
      if (row.status === 'unsubscribed') left.push(row.id)
    }
    after = page.next
  } while (after !== undefined)
  return left
}

/** After a shard's row is written: who is forgotten is counted no more, and another try at this shard would count others. */
const forgetIn = async (
  { counts: table, forgetLeft }: NightRoundDeps,
  day: string,
  { counts, left }: ReadShard,
): Promise<number> => {
  if (!counts.forgetting) return 0
  const forgotten = await forgetLeft(left)
  await table.forgotIn(day, counts)
  return forgotten
}

const hourAt = (ms: number, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(ms))
