/**
 * Runs `work` on each item, at most `limit` at a time. After a failure it starts nothing new and waits for what is
 * running, so that no promise outlives the handler.
 * @returns the results, in the items' order
 * @throws the first failure
 */
export const inParallel = async <Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = []
  const entries = items.entries()
  let failure: { error: unknown } | undefined
  const worker = async () => {
    for (const [at, item] of entries) {
      try {
        results[at] = await work(item)
      } catch (error) {
        failure ??= { error }
      }
      if (failure) return
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  if (failure) throw failure.error
  return results
}
