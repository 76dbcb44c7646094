import type { Clocks } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { SendId } from '../ledger/send.ts'
import type { PaceTable } from './reserved-rate.table.ts'

export type PaceDeps = {
  reserved: Pick<PaceTable, 'get' | 'move'>
  time: Pick<DatabaseClock, 'likely'>
  clocks: Pick<Clocks, 'monotonic'>
}

/** A reserved number of calls: one every `gapMs`, the first at `start` (ms by the monotonic clock). */
export type Slice = { outcome: 'reserved'; calls: number; start: number; gapMs: number }

export type Pace = {
  /**
   * Whether other workers of the same send hold the rate for so long that another would only wait. A worker of a
   * different send waits in line, because nobody else would take over its batches.
   */
  isCrowded(send: SendId): Promise<boolean>
  /**
   * Reserves the account's rate for the next calls.
   * @param calls maximum number; fewer when the last would not begin in time
   * @param perSecond calls a second that all sends may make together
   * @param withinMs time from now within which the last call must begin
   * @param send whose readers are called
   * @returns `later` when others have reserved so much that this worker would miss a pause or cancel meanwhile;
   *   `no-time` when no call would begin in time, because unused reservations are lost to everybody
   */
  reserve(
    calls: number,
    perSecond: number,
    withinMs: number,
    send: SendId,
  ): Promise<Slice | { outcome: 'later'; ms: number } | { outcome: 'no-time' }>
}

/** Maximum length of a slice, so that a pause or cancel takes effect within it. */
const longestSliceMs = 10_000
/** Slices are reserved only this far ahead: enough that some worker always has the next one. */
const aheadMs = 12_000
/** A worker with a correct clock cannot have reserved this far ahead, so such a reservation is ignored. */
const absurdMs = 60_000
/** Time to read the send and mark the ledger before a chunk's calls begin. */
export const leadMs = 50
/** Many workers may contend for the item; in each round one succeeds. */
const mostRounds = 100

/** Recipients marked as under way in one write. */
export const chunkSize = 50

/** Calls to reserve at once: up to ten seconds of a low rate, or one second of a high one. */
export const sliceSize = (perSecond: number): number =>
  Math.max(1, Math.floor(Math.min((perSecond * longestSliceMs) / 1000, Math.max(chunkSize, perSecond))))

/** Splits a slice into the chunks that are marked under way together. */
export const chunksOf = <Item>(items: readonly Item[], size = chunkSize): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )

/**
 * Shares the account's rate between all workers. Slices are reserved from one item of the ledger, so a single busy
 * worker may have all of the rate, and eight share it. A worker's own clock is trusted only as far as the database's
 * answers allow, and a reservation that no correct clock could have made is ignored.
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
