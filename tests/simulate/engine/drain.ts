/**
 * Runs all microtasks now, until none is left: production code continues at its awaits until it waits for something
 * outside again. `process._tickCallback` is what Node itself calls between two macrotasks
 * (lib/internal/process/task_queues.js). It takes a third of a microsecond; a turn of the event loop by `setImmediate`
 * takes two. It does nothing when called from a microtask, so a simulation runs in a macrotask, see {@link
 * inMacrotask}.
 */
export const drain: () => void = (process as unknown as { _tickCallback: () => void })._tickCallback.bind(
  process,
)

/** Runs work that calls `drain`. */
export const inMacrotask = <Result>(work: () => Result): Promise<Result> =>
  new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(work())
      } catch (error) {
        reject(error)
      }
    })
  })
