/** Waits out the time between two calls, so that no more than `rate` begin in a second; short bursts of a tenth are let through. */
export const createPace = (
  rate: number,
  now: () => number,
  sleep: (ms: number) => Promise<void>,
): (() => Promise<void>) => {
  const gap = 1000 / Math.max(rate, 0.001)
  const burst = Math.min(100, gap * 10)
  let due = now()
  return async () => {
    due = Math.max(due + gap, now() - burst)
    const wait = due - now()
    if (wait > 0) await sleep(wait)
  }
}
