import type { Digest } from './digest.ts'

/** Random choices decided by a seed: the same questions in the same order get the same answers. */
export type Chance = {
  /** From 0 to below 1. */
  next(): number
  is(probability: number): boolean
  /** An integer, both ends included. */
  between(from: number, to: number): number
  pick<T>(choices: readonly T[]): T
  /** Set if nothing takes time and nothing goes wrong by chance, because a search chooses instead. */
  isStill?: true
}

/**
 * sfc32 from Chris Doty-Humphrey's PractRand: small, fast, and far better than needed here.
 * @param digest takes in every answer
 */
export const createChance = (seed: number, digest: Digest): Chance => {
  let a = 0x9e3779b9 ^ seed
  let b = 0x243f6a88 ^ Math.imul(seed, 0x85ebca6b)
  let c = 0xb7e15162 ^ Math.floor(seed / 2 ** 32)
  let counter = 1
  const draw = (): number => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  // The first numbers of adjacent seeds are similar, so they are discarded.
  for (let round = 0; round < 12; round += 1) draw()
  const next = () => {
    const drawn = draw()
    digest.number(drawn)
    return drawn / 2 ** 32
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    is: (probability) => next() < probability,
    between,
    pick: (choices) => choices[between(0, choices.length - 1)]!,
  }
}

/** Always chooses the first, the least or the usual. */
export const noChance: Chance = {
  next: () => 0,
  is: () => false,
  between: (from) => from,
  pick: (choices) => choices[0]!,
  isStill: true,
}
