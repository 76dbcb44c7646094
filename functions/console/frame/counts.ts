/** Counts by name. */
export type Counts = Readonly<Record<string, number>>

export const totalOf = (counts: Counts = {}): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0)

/** Adds counts by name. */
export const addUp = (some: Counts = {}, more: Counts = {}): Record<string, number> => {
  const sum = { ...some }
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count
  return sum
}

/** The most first. */
export const mostFirst = (counts: Counts): [name: string, count: number][] =>
  Object.entries(counts).sort(([, a], [, b]) => b - a)
