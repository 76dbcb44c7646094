/**
 * Runs tasks in order, `slots` at a time.
 * @returns their results, in the order of the tasks
 * @throws the first error, after all have ended
 */
export const inSlots = async <Result>(
  slots: number,
  tasks: readonly (() => Promise<Result>)[],
): Promise<Result[]> => {
  const results: Result[] = []
  let next = 0
  const slot = async () => {
    while (next < tasks.length) {
      const index = next++
      results[index] = await tasks[index]!()
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: slots }, slot))
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  return results
}
