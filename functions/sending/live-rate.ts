import { type Clocks, elapsedSince, type Moment, momentOf } from '../platform/clocks.ts'

export type LiveRateDeps = {
  /** Asks SES how many messages a second may be sent; undefined when it was asked too often. */
  ask: () => Promise<number | undefined>
  clocks: Clocks
  sleep: (ms: number) => Promise<void>
  /** From 0 to 1. */
  random: () => number
}

/** SES raises an account's rate by and by. */
const keptMs = 60_000
const mostAsks = 30

/**
 * The account's rate. SES answers one such question a second from all workers together (Amazon SES API Reference,
 * "GetSendQuota"), and a send has them all begin at once: so an answer is kept for a minute, and who is refused one
 * asks again a little later.
 * @throws when SES gives no answer for half a minute, and none is known from before
 */
export const createLiveRate = ({ ask, clocks, sleep, random }: LiveRateDeps): (() => Promise<number>) => {
  let known: { rate: number; at: Moment } | undefined
  return async () => {
    if (known && elapsedSince(clocks, known.at) < keptMs) return known.rate
    for (let asks = 0; asks < mostAsks; asks += 1) {
      const rate = await ask()
      if (rate !== undefined) {
        known = { rate, at: momentOf(clocks) }
        return rate
      }
      if (known) return known.rate
      await sleep(500 + random() * 1_000)
    }
    throw new Error(`SES did not say its sending quota in ${mostAsks} asks`)
  }
}
