import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { PaceTable } from './reserved-rate.table.ts'

export type LiveRateDeps = {
  /** Asks SES for the allowed messages a second; undefined when SES throttles the question. */
  ask: () => Promise<number | undefined>
  /** SES's last answer to any worker. */
  shared: Pick<PaceTable, 'get' | 'noteRate'>
  time: Pick<DatabaseClock, 'likely'>
  clocks: Clocks
  sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  random: () => number
}

/** SES raises an account's rate gradually. */
const keptMs = 60_000
/** While one worker asks again, the others keep using the previous answer. */
const usableMs = 2 * keptMs
const mostAsks = 30

/**
 * The account's rate. SES answers this question once a second for all workers together (Amazon SES API Reference,
 * "GetSendQuota"), and a send starts them all at once. So an answer is shared through the ledger and used for a minute.
 * A worker that finds it older asks SES; when throttled, it looks again a little later.
 * @throws when SES gives no answer for half a minute and no earlier one is known
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
    // An answer from the future is as doubtful as an old one.
    return { rate, ageMs: Math.abs(time.likely() - askedAt) }
  }
  return async () => {
    if (known && elapsedSince(clocks, known.at) < known.forMs) return known.rate
    for (let asks = 0; asks < mostAsks; asks += 1) {
      const before = await noted()
      if (before && before.ageMs < keptMs) return keep(before.rate, keptMs - before.ageMs)
      const rate = await ask().catch((error) => {
        // SES's earlier answer is better than no mail; without one nothing can be sent.
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
    throw new Error(`SES did not report its sending quota in ${mostAsks} attempts`)
  }
}

/**
 * Leaves a share of the rate to confirmations and other mail: SES guarantees no bursts (Amazon SES Developer Guide,
 * "Managing your sending limits").
 */
export const shareOfSends = 0.96
