import type { Chance } from './chance.ts'

/** The duration of a call that goes well, ms: usually short. */
export const latency = (chance: Chance): number => {
  if (chance.isStill) return 0
  const drawn = chance.next()
  return drawn < 0.85
    ? 1 + drawn * 12
    : drawn < 0.98
      ? 20 + (drawn - 0.85) * 1_500
      : 300 + (drawn - 0.98) * 40_000
}
