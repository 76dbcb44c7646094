import { runSeeds } from './fork.ts'
import type { Mutant } from './mutants/shape.ts'

export type Hunt = {
  mutant: Mutant
  /** The first schedule that showed it, and which promise it broke. */
  found?: { seed: number; rule: string; what: string }
  schedules: number
  seconds: number
}

/**
 * Looks for a schedule in which a mutant breaks a promise, and the service as it is does not.
 * @param most after so many it survives
 */
export const hunt = async (mutant: Mutant, { seed, most }: { seed: number; most: number }): Promise<Hunt> => {
  const began = Date.now()
  const end = seed + most
  let schedules = 0
  const hunted = (found?: Hunt['found']): Hunt => ({
    mutant,
    ...(found && { found }),
    schedules,
    seconds: (Date.now() - began) / 1_000,
  })
  for (let from = seed; from < end; ) {
    const reports = await runSeeds({ from, count: end - from, mutant, isHunt: true })
    schedules += reports.reduce((sum, report) => sum + report.schedules, 0)
    const [first] = reports.flatMap(({ broken }) => broken).sort((a, b) => a.seed - b.seed)
    if (!first) return hunted()
    const { rule, what } = first.violations[0]!
    const sound = await runSeeds({ from: first.seed, count: 1, isHunt: true })
    if (sound.every(({ brokenCount }) => brokenCount === 0)) return hunted({ seed: first.seed, rule, what })
    from = first.seed + 1
  }
  return hunted()
}
