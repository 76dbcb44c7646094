import { type Opening, visit } from './small-world.ts'

export type Searched = {
  opening: Opening
  states: number
  /** Every state that can be reached in this many steps was visited. */
  depth: number
  violations: string[]
}

/** The greatest depth and number of states of a search; a depth counts only if it was visited completely. */
export const limits = { depth: 14, states: 6_000 }

/**
 * Visits every state of a small world that can be reached from an opening, breadth first: all orders of pending events,
 * with one mishap at most. From each state everything then takes its usual course to the end and is judged.
 */
export const search = async (opening: Opening): Promise<Searched> => {
  const known = new Set<string>()
  const violations: string[] = []
  let frontier: number[][] = [[]]
  for (let depth = 0; depth <= limits.depth; depth += 1) {
    const next: number[][] = []
    for (const path of frontier) {
      const { state, ways, violations: found } = await visit(opening, path, (one) => known.has(one))
      if (known.has(state)) continue
      known.add(state)
      for (const what of found) violations.push(`${opening} ${path.join('.')}: ${what}`)
      if (known.size >= limits.states) return { opening, states: known.size, depth: depth - 1, violations }
      for (let way = 0; way < ways; way += 1) next.push([...path, way])
    }
    frontier = next
  }
  return { opening, states: known.size, depth: limits.depth, violations }
}
