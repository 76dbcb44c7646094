/** A multiple of this is how long every answer takes: longer than SES and the database need on most days. */
const gridMs = 600

/**
 * Does something and comes back on a grid of time, so that how long it took tells next to nothing of what was done.
 * A failure waits as well.
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
