/**
 * How many parts a drawing comes to when each reference is drawn: parts that use parts that use parts may be more than
 * any browser can draw.
 * @param uses what is referred to, and the ids of what the reference stands in
 * @returns infinity where something refers to itself
 */
export const countDrawn = (uses: readonly { target: string; within: readonly string[] }[]): number => {
  const inside = new Map<string, string[]>()
  for (const { target, within } of uses)
    for (const id of within) {
      const targets = inside.get(id)
      if (targets) targets.push(target)
      else inside.set(id, [target])
    }
  const counted = new Map<string, number>()
  const count = (id: string, depth: number): number => {
    const known = counted.get(id)
    if (known !== undefined) return known
    if (depth > 50) return Number.POSITIVE_INFINITY
    counted.set(id, Number.POSITIVE_INFINITY)
    const all = (inside.get(id) ?? []).reduce((sum, target) => sum + count(target, depth + 1), 1)
    counted.set(id, all)
    return all
  }
  return uses.reduce((sum, { target }) => sum + count(target, 0), 0)
}
