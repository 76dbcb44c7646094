const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** How long after each failure the next try comes: the last one about a day after the first. */
const delays = [
  10 * second,
  minute,
  5 * minute,
  15 * minute,
  30 * minute,
  hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
]

/** @param random 0 to 1 @returns ms that differ by a fifth, so that what failed together does not come back together */
const withJitter = (ms: number, random: number): number => Math.round(ms * (0.9 + 0.2 * random))

/**
 * @param failed how often it was tried in vain
 * @returns ms until the next try; undefined when there is none
 */
export const retryDelay = (failed: number, random: number): number | undefined => {
  const delay = delays[failed - 1]
  return delay === undefined ? undefined : withJitter(delay, random)
}

/**
 * How long nothing at all is tried at a target that failed, whatever is to be told: from its third failure in a row on, twice as long
 * each time.
 * @returns ms, at most a quarter of an hour
 */
export const restAfter = (failuresInARow: number, random: number): number =>
  failuresInARow < 3 ? 0 : withJitter(Math.min(15 * minute, 15 * second * 2 ** (failuresInARow - 3)), random)

/** A message waits in SQS for a quarter of an hour at most; what is to wait longer is put back. */
export const longestDelaySeconds = 900

/** @returns for how many seconds a message is to be hidden that is to be worked on then; both Unix ms */
export const delaySecondsUntil = (then: number, now: number): number =>
  Math.min(longestDelaySeconds, Math.max(0, Math.ceil((then - now) / 1000)))
