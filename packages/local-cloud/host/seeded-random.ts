/**
 * Random choices decided by a seed. Each is made under a name and depends only on the seed and that name, so the same
 * calls meet the same faults even if concurrent events come in another order in the next run.
 */
export const createChance = (seed: number) => {
  /** From 0 to below 1. */
  const at = (name: string): number => {
    let state = (seed * 0x9e3779b1) >>> 0
    for (let index = 0; index < name.length; index += 1)
      state = Math.imul(state ^ name.charCodeAt(index), 0x01000193) >>> 0
    // The finaliser of MurmurHash3, so that names differing in their last letter give very different numbers.
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32
  }
  const between = (name: string, from: number, to: number) => from + Math.floor(at(name) * (to - from + 1))
  return {
    is: (name: string, probability: number) => at(name) < probability,
    /** An integer, both ends included. */
    between,
    pick: <T>(name: string, choices: readonly T[]): T => choices[between(name, 0, choices.length - 1)]!,
  }
}
