import { type Mutant, replacementsFor } from './mutants/mutant.ts'
import type { Seen } from './mutants/seen-at.ts'
import { type Runner, startRunner } from './runner.ts'
import { replacementsOf, type Scale, scaleOf, scales } from './world/scale.ts'
import type { ThemeName } from './world/themes.ts'

export type Hunt = {
  mutant: Mutant
  /** The first schedule that exposed it, and the promise it broke. */
  found?: { seed: number; dwell?: ThemeName; rule: string; what: string }
  schedules: number
  seconds: number
  cpuMs: number
}

/** Checks that the unchanged service keeps every promise in a schedule in which a mutant broke one. */
export const createCheck = () => {
  const runners = new Map<Scale, Runner>()
  const runnerFor = (scale: Scale): Runner => {
    const runner = runners.get(scale) ?? startRunner(replacementsOf(scale))
    runners.set(scale, runner)
    return runner
  }
  let last: Promise<unknown> = Promise.resolve()
  const isSound = async (seed: number, dwell: ThemeName | undefined): Promise<boolean> => {
    const job = { from: seed, to: seed + 1, step: 1, ...(dwell && { dwell }), isHunt: true }
    return (await runnerFor(scaleOf(seed)).run(job)).brokenCount === 0
  }
  return {
    isSound: (seed: number, dwell: ThemeName | undefined): Promise<boolean> => {
      // A runner runs one job at a time.
      const checked = last.then(() => isSound(seed, dwell))
      last = checked.catch(() => {})
      return checked
    },
    end: () => {
      for (const runner of runners.values()) runner.end()
    },
  }
}
export type Check = ReturnType<typeof createCheck>

/**
 * Searches for a schedule in which a mutant breaks a promise and the unchanged service does not: first where it was seen
 * last, then with the theme and scale where the mutant is expected to show, then with whatever the seeds draw.
 * @param most the mutant survives after this many schedules of each kind
 */
export const hunt = async (
  mutant: Mutant,
  { seed, most, check, seen }: { seed: number; most: number; check: Check; seen?: Seen | undefined },
): Promise<Hunt> => {
  const began = Date.now()
  const hunted: Hunt = { mutant, schedules: 0, seconds: 0, cpuMs: 0 }
  const { dwell, scale } = mutant.shows ?? {}
  const first = scale && scaleOf(seed) !== scale ? seed + 1 : seed
  const kinds: { first: number; most: number; dwell?: ThemeName }[] = [
    ...(seen ? [{ first: seen.seed, most: 1, ...(seen.dwell && { dwell: seen.dwell }) }] : []),
    ...(dwell ? [{ first, most, dwell }] : []),
    { first, most },
    { first: first + 1, most },
  ]
  for (const { first: from, most, ...kind } of kinds) {
    if (hunted.found) break
    const runner = startRunner([...replacementsOf(scaleOf(from)), ...replacementsFor(mutant)])
    try {
      await huntOne(hunted, runner, { ...kind, from, to: from + most * scales.length }, check)
    } finally {
      runner.end()
    }
  }
  hunted.seconds = (Date.now() - began) / 1_000
  return hunted
}

const huntOne = async (
  hunted: Hunt,
  runner: Runner,
  { dwell, from, to }: { dwell?: ThemeName; from: number; to: number },
  { isSound }: Check,
): Promise<void> => {
  let processMs = 0
  for (let next = from; next < to && !hunted.found; ) {
    const kind = { step: scales.length, ...(dwell && { dwell }), isHunt: true }
    const report = await runner.run({ from: next, to, ...kind })
    hunted.schedules += report.schedules
    processMs = report.processMs
    const [broken] = report.broken
    if (!broken) break
    const { rule, what } = broken.violations[0]!
    if (await isSound(broken.seed, dwell))
      hunted.found = { seed: broken.seed, ...(dwell && { dwell }), rule, what }
    next = broken.seed + scales.length
  }
  hunted.cpuMs += processMs
}
