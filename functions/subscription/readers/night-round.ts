import type { Deadline } from '../../runtime/clocks.ts'
import { isoDayAt } from '../../runtime/local-time.ts'
import type { CountsTable } from '../counts/counts.table.ts'
import { createShardCount, dayAfter, foldShards } from '../counts/day-counts.ts'
import { type SubscriberId, shards } from '../states/reader-id.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import type { ForgetLeft } from './forget-left.ts'

export type NightRoundDeps = {
  subscribers: Pick<SubscribersTable, 'page'>
  counts: CountsTable
  forgetLeft: ForgetLeft
  timeZone: string
  /** Unix ms. */
  now: () => number
}

/** `shards`: how many this round went through; `isThrough`: the day is counted. */
export type NightRound = { day: string; shards: number; forgotten: number; isThrough: boolean }

/** At most so many rows in one query: a megabyte of them, which is what DynamoDB reads in one. */
const pageSize = 500
/** Rounds begin at 3 o'clock. One that is not through at this hour or later is an error, so that its alarm rings. */
const lateHour = 6

/**
 * One of the night's rounds through all readers: counts them as of the day before, and forgets what is kept no longer of
 * who has left. The rows of counted shards say where the night stands: whoever is killed, or runs out of time, leaves the
 * shards without one to the next round.
 * @throws after all else is done: when a shard could not be counted, somebody not be forgotten, or it is late
 */
export const createNightRound = (deps: NightRoundDeps) => {
  const { counts, forgetLeft, timeZone, now } = deps
  return async (deadline: Deadline): Promise<NightRound> => {
    const day = dayAfter(isoDayAt(now(), timeZone), -1)
    if ((await counts.days(day, day)).length > 0) return { day, shards: 0, forgotten: 0, isThrough: true }
    const counted = new Set((await counts.shards(day)).map(({ shard }) => shard))
    const round = { shards: 0, forgotten: 0 }
    const failures: unknown[] = []
    for (const shard of shards) {
      if (counted.has(shard)) continue
      if (deadline.leftMs() <= 0) break
      try {
        const left = await countShard(deps, shard, day)
        round.shards += 1
        // Last: who is forgotten is counted no more, and another try at this shard would count others.
        round.forgotten += await forgetLeft(left)
      } catch (error) {
        failures.push(error)
      }
    }
    const folded = foldShards(day, await counts.shards(day))
    if (folded) await counts.putDay(folded)
    if (failures.length > 0)
      throw new Error(`The night after ${day} failed in ${failures.length} of ${shards.length} shards`, {
        cause: failures[0],
      })
    if (!folded && hourAt(now(), timeZone) >= lateHour)
      throw new Error(`The readers of ${day} are not all counted by ${lateHour}:00: the day may stay missing`)
    return { day, ...round, isThrough: folded !== undefined }
  }
}

/** @returns who has left */
const countShard = async (
  { subscribers, counts, timeZone, now }: NightRoundDeps,
  shard: string,
  day: string,
): Promise<SubscriberId[]> => {
  const count = createShardCount(shard, day, timeZone, now())
  const left: SubscriberId[] = []
  let after: SubscriberId | undefined
  do {
    const page = await subscribers.page(shard, after, pageSize)
    for (const row of page.subscribers) {
      count.add(row)
      if (row.status === 'unsubscribed') left.push(row.id)
    }
    after = page.next
  } while (after !== undefined)
  await counts.putShard(day, count.counts)
  return left
}

const hourAt = (ms: number, timeZone: string): number =>
  Number(new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' }).format(ms))
