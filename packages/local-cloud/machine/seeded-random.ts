/**
 * Chance that a seed decides. Each question is asked by name, so that the answer hangs on nothing but the seed and the
 * name: what happens side by side may come in another order the next time, and still the same calls meet the same faults.
 */
export const createChance = (seed: number) => {
  /** From 0 to below 1. */
  const at = (name: string): number => {
    let state = (seed * 0x9e3779b1) >>> 0
    for (let index = 0; index < name.length; index += 1)
      state = Math.imul(state ^ name.charCodeAt(index), 0x01000193) >>> 0
    // The finaliser of MurmurHash3: names that differ in their last letter come out far apart.
    state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
    state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32
  }
  const between = (name: string, from: number, to: number) => from + Math.floor(at(name) * (to - from + 1))
  return {
    is: (name: string, probability: number) => at(name) < probability,
    /** A whole number, both ends included. */
    between,
    pick: <T>(name: string, choices: readonly T[]): T => choices[between(name, 0, choices.length - 1)]!,
  }
}
