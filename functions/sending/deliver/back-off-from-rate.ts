/** After this many throttles in a row, other workers have the rate: the worker gives the batch back. */
const mostThrottles = 60

/** The longest pause, in ms. */
const longestPauseMs = 5_000

/**
 * How a worker slows down when SES says that the rate is exceeded. A single throttle means that a call came slightly
 * early, and costs about one place; each further one in a row doubles the pause, with jitter.
 * @param random from 0 to 1
 */
export const createBackOff = (random: () => number) => {
  let inARow = 0
  return {
    /** A call got through. */
    reset: () => {
      inARow = 0
    },
    /**
     * @param gapMs between two calls at the worker's present rate
     * @returns how long no call begins, and whether the worker should give up
     */
    throttled: (gapMs: number): { pauseMs: number; isOver: boolean } => {
      inARow += 1
      const pauseMs = Math.min(longestPauseMs, Math.min(100, gapMs) * 2 ** inARow) * random()
      return { pauseMs, isOver: inARow >= mostThrottles }
    },
  }
}
