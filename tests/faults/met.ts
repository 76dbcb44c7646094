/** How often each fault was met in a run, by its name: what never happens proves nothing. */
export const createMet = () => {
  const counts: Record<string, number> = {}
  return {
    counts,
    note: (what: string) => {
      counts[what] = (counts[what] ?? 0) + 1
    },
  }
}
export type Met = ReturnType<typeof createMet>
