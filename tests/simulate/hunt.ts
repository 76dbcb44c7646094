import { runSeeds } from './fork.ts'
import type { Mutant } from './mutants.ts'

export type Hunt = {
  mutant: Mutant
  /** The first schedule that showed it, and which promise it broke. */
  found?: { seed: number; rule: string; what: string }
  schedules: number
  seconds: number
}

/** Looks for a schedule in which a mutant breaks a promise. @param most after so many it survives */
export const hunt = async (mutant: Mutant, { seed, most }: { seed: number; most: number }): Promise<Hunt> => {
  const began = Date.now()
  const reports = await runSeeds({ from: seed, count: most, mutant, isHunt: true })
  const [first] = reports.flatMap(({ broken }) => broken).sort((a, b) => a.seed - b.seed)
  const violation = first?.violations[0]
  return {
    mutant,
    ...(first && violation && { found: { seed: first.seed, rule: violation.rule, what: violation.what } }),
    schedules: reports.reduce((sum, report) => sum + report.schedules, 0),
    seconds: (Date.now() - began) / 1_000,
  }
}
