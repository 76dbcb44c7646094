import type { Clocks } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { SendId } from '../ledger/send.ts'
import type { PaceTable } from './pace.table.ts'

export type PaceDeps = {
  reserved: Pick<PaceTable, 'get' | 'move'>
  time: Pick<DatabaseClock, 'likely'>
  clocks: Pick<Clocks, 'monotonic'>
}

/** So many calls, one each `gapMs`, the first at `start` (ms by the monotonic clock). */
export type Slice = { outcome: 'reserved'; calls: number; start: number; gapMs: number }

export type Pace = {
  /**
   * Whether other workers of the same send have the rate for so long that one more would only wait. One of another send
   * waits in line: nobody else goes on with its batches.
   */
  isCrowded(send: SendId): Promise<boolean>
  /**
   * Reserves the account's rate for the next calls.
   * @param calls at most so many; fewer when no more begin in time
   * @param perSecond how many calls a second all sends may make together
   * @param withinMs from now until when the last of them must have begun
   * @param send for whose readers
   * @returns `later` when others have it for so long that a pause or a cancel would not be heard meanwhile; `no-time`
   * when none would begin in time: what is reserved and not used is lost to everybody
   */
  reserve(
    calls: number,
    perSecond: number,
    withinMs: number,
    send: SendId,
  ): Promise<Slice | { outcome: 'later'; ms: number } | { outcome: 'no-time' }>
}

/** A slice lasts no longer than this: within it a pause or a cancel is heard. */
const longestSliceMs = 10_000
/** Slices are given out no further ahead: just enough that somebody always has the next one. */
const aheadMs = 12_000
/** More cannot have been given out by anybody whose clock is right: it counts for nothing. */
const absurdMs = 60_000
/** For reading the send and marking the ledger before a chunk's calls begin. */
export const leadMs = 50
/** Many workers may move the same item at once; each round one of them gets on. */
const mostRounds = 100

/** How many are marked under way together. */
export const chunkSize = 50

/** How many calls to reserve at once: up to ten seconds of a small rate, a second of a large one. */
export const sliceSize = (perSecond: number): number =>
  Math.max(1, Math.floor(Math.min((perSecond * longestSliceMs) / 1000, Math.max(chunkSize, perSecond))))

/** Of a slice, what is marked under way together. */
export const chunksOf = <Item>(items: readonly Item[], size = chunkSize): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

/**
 * Confirmations and other mail keep a share of the rate; SES allows no burst that one could count on (Amazon SES
 * Developer Guide, "Managing your sending limits").
 */
export const shareOfSends = 0.96

/**
 * The account's rate, shared by all workers: slice by slice it is reserved from one item of the ledger, so that one
 * busy worker may have all of it, and eight share it. A worker's own clock is believed only as far as the database's
 * answers allow, and a reservation that nobody can have made with a right clock is passed over.
 */
export const createPace = ({ reserved, time, clocks }: PaceDeps): Pace => {
  const look = async () => {
    const known = await reserved.get()
    const now = time.likely()
    const at = clocks.monotonic()
    const ahead = (known?.until ?? 0) - now
    return { known, now, at, ahead: ahead > absurdMs ? 0 : Math.max(0, ahead) }
  }
  return {
    isCrowded: async (send) => {
      const { known, ahead } = await look()
      return ahead > aheadMs && known?.send === send
    },
    reserve: async (most, perSecond, withinMs, send) => {
      const gapMs = 1000 / perSecond
      for (let round = 0; round < mostRounds; round += 1) {
        const { known, now, at, ahead } = await look()
        if (ahead > aheadMs) return { outcome: 'later', ms: Math.ceil(ahead - aheadMs / 2) }
        const inMs = Math.max(ahead, leadMs)
        const calls = Math.min(most, Math.floor((withinMs - inMs) / gapMs))
        if (calls < 1) return { outcome: 'no-time' }
        if (await reserved.move(known, now + inMs + calls * gapMs, send))
          return { outcome: 'reserved', calls, start: at + inMs, gapMs }
      }
      throw new Error(`The pace could not be reserved in ${mostRounds} rounds: others kept moving it`)
    },
  }
}
