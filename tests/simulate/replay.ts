import { inMacrotask } from './engine/drain.ts'
import { replaceOnLoad } from './hooks.ts'
import { stopLeaks } from './leaks.ts'
import { type Mutant, replacementsFor } from './mutants/mutant.ts'
import { replacementsOf, scaleOf } from './world/scale.ts'
import type { ThemeName } from './world/themes.ts'

/** Runs one schedule again, in this process. @returns the process's exit code */
export const replay = async (
  { seed, dwell, isTraced, mutant }: { seed: number; dwell?: ThemeName; isTraced: boolean; mutant?: Mutant },
  say: (line: string) => void,
): Promise<number> => {
  replaceOnLoad([...replacementsOf(scaleOf(seed)), ...replacementsFor(mutant)])
  const { runSchedule } = await import('./world/run.ts')
  stopLeaks()
  const lines: string[] = []
  const trace = isTraced ? (line: string) => void lines.push(line) : undefined
  const { violations, digest, happened, counts } = await inMacrotask(() =>
    runSchedule({ seed, ...(dwell && { dwell }), ...(trace && { trace }) }),
  )
  for (const line of lines) say(line)
  say(`seed ${seed}: ${happened} things happened, digest ${digest}, ${JSON.stringify(counts)}`)
  for (const { rule, at, what } of violations) say(`${new Date(at).toISOString()} ${rule}: ${what}`)
  return violations.length > 0 ? 1 : 0
}
