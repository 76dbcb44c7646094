/**
 * How workers that send share the account's rate: as `functions/sending/deliver/reserve-account-rate.ts` has it, which a test
 * holds these to.
 */
export const pace = {
  /** The part of the account's rate that is for sends. */
  share: 0.96,
  /** Messages reserved at once: a second's worth of a large rate, but at least this many, and at most this long, s. */
  chunk: 50,
  longestSlice: 10,
  /**
   * A worker that finds more than this reserved ahead, s, ends at once. The first call begins no sooner than `lead`.
   */
  ahead: 12,
  lead: 0.05,
}

/** Seconds of the rate that a worker reserves at once. @param perSecond messages a second for sends */
const sliceOf = (perSecond: number): number =>
  Math.max(1, Math.floor(Math.min(perSecond * pace.longestSlice, Math.max(pace.chunk, perSecond)))) /
  perSecond

/**
 * How many workers of one send hold a reservation: the one that calls, and those in line.
 * @param perSecond for sends
 */
export const mostInLine = (perSecond: number): number =>
  1 + Math.floor((pace.ahead - pace.lead) / sliceOf(perSecond))
