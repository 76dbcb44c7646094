/**
 * Two clocks, because neither can be trusted alone. Lambda freezes a sandbox when its handler has answered and may thaw
 * it minutes later. Across a freeze the wall clock jumps and the monotonic clock may stand still, and a wall clock may
 * be wrong or be corrected at any time.
 */
export type Clocks = {
  /** Unix ms. */
  wall: () => number
  /** Milliseconds on a clock that is never adjusted. */
  monotonic: () => number
}

/** The readings of both clocks at one moment. */
export type Moment = { wall: number; monotonic: number }

export const momentOf = ({ wall, monotonic }: Clocks): Moment => ({ wall: wall(), monotonic: monotonic() })

/** Milliseconds since a moment: the larger of the two clocks' answers, never below 0. */
export const elapsedSince = (clocks: Clocks, { wall, monotonic }: Moment): number =>
  Math.max(0, clocks.wall() - wall, clocks.monotonic() - monotonic)

/** The time left, in ms: at or below 0 as soon as either clock says that the time is over. */
export type Deadline = { leftMs: () => number }

/** @param ms time from now until the deadline */
export const createDeadline = (clocks: Clocks, ms: number): Deadline => {
  const start = momentOf(clocks)
  return { leftMs: () => ms - elapsedSince(clocks, start) }
}
