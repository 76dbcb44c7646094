/**
 * Two clocks, because neither can be believed alone. Lambda freezes a sandbox when its handler has answered and thaws
 * it minutes later: over a freeze the wall clock jumps and a monotonic one may stand still, and a wall clock may be
 * set wrong or corrected at any time.
 */
export type Clocks = {
  /** Unix ms. */
  wall: () => number
  /** Milliseconds by a clock that nobody sets. */
  monotonic: () => number
}

/** What both clocks said at one moment. */
export type Moment = { wall: number; monotonic: number }

export const momentOf = ({ wall, monotonic }: Clocks): Moment => ({ wall: wall(), monotonic: monotonic() })

/** Milliseconds since a moment: as much as either clock says, never less than 0. */
export const elapsedSince = (clocks: Clocks, { wall, monotonic }: Moment): number =>
  Math.max(0, clocks.wall() - wall, clocks.monotonic() - monotonic)

/** How long its holder may still go on, ms: nothing as soon as either clock says that the time is over. */
export type Deadline = { leftMs: () => number }

/** @param ms from now on */
export const createDeadline = (clocks: Clocks, ms: number): Deadline => {
  const start = momentOf(clocks)
  return { leftMs: () => ms - elapsedSince(clocks, start) }
}
