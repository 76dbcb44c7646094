/** Every answer takes a multiple of this. SES and the database usually need less. */
const gridMs = 600

/**
 * Runs `work` and returns at the next tick of a fixed grid of times, so that the time taken reveals almost nothing
 * about what was done. Failures wait as well.
 * @throws what `work` throws
 */
export const constantTimeAnswer = async <Result>(
  work: () => Promise<Result>,
  { now, wait }: { now: () => number; wait: (ms: number) => Promise<unknown> },
): Promise<Result> => {
  const began = now()
  try {
    return await work()
  } finally {
    await wait(gridMs - ((now() - began) % gridMs))
  }
}
