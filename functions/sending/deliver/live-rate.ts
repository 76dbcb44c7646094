import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { PaceTable } from './pace.table.ts'

export type LiveRateDeps = {
  /** Asks SES how many messages a second may be sent; undefined when it was asked too often. */
  ask: () => Promise<number | undefined>
  /** What SES said to any worker last. */
  shared: Pick<PaceTable, 'get' | 'noteRate'>
  time: Pick<DatabaseClock, 'likely'>
  clocks: Clocks
  sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  random: () => number
}

/** SES raises an account's rate by and by. */
const keptMs = 60_000
/** While one worker asks anew, the others go on by what was said before. */
const usableMs = 2 * keptMs
const mostAsks = 30

/**
 * The account's rate. SES answers one such question a second from all workers together (Amazon SES API Reference,
 * "GetSendQuota"), and a send has them all begin at once: so an answer is noted in the ledger and kept for a minute.
 * Whoever finds it older asks; who is refused looks again a little later.
 * @throws when SES gives no answer for half a minute, and none is known from before
 */
export const createLiveRate = ({
  ask,
  shared,
  time,
  clocks,
  sleep,
  random,
}: LiveRateDeps): (() => Promise<number>) => {
  let known: { rate: number; at: Moment; forMs: number } | undefined
  const keep = (rate: number, forMs = keptMs) => {
    known = { rate, at: momentOf(clocks), forMs }
    return rate
  }
  const noted = async () => {
    const { rate, askedAt } = (await shared.get()) ?? {}
    if (rate === undefined || askedAt === undefined) return undefined
    // One that seems to come from later is as doubtful as an old one.
    return { rate, ageMs: Math.abs(time.likely() - askedAt) }
  }
  return async () => {
    if (known && elapsedSince(clocks, known.at) < known.forMs) return known.rate
    for (let asks = 0; asks < mostAsks; asks += 1) {
      const before = await noted()
      if (before && before.ageMs < keptMs) return keep(before.rate, keptMs - before.ageMs)
      const rate = await ask().catch((error) => {
        // What SES said before is better than no mail; without it nothing can be sent.
        if (before) return before.rate
        throw error
      })
      if (rate !== undefined) {
        await shared.noteRate(rate, time.likely())
        return keep(rate)
      }
      if (before && before.ageMs < usableMs) return before.rate
      await sleep(500 + random() * 1_000)
    }
    const old = await noted()
    if (old) return old.rate
    throw new Error(`SES did not say its sending quota in ${mostAsks} asks`)
  }
}
