import { type ChildProcess, fork } from 'node:child_process'
import type { Job, Report } from './job.ts'
import { type Mutant, replacementsFor } from './mutants/shape.ts'
import { replacementsOf, scaleOf, scales } from './world/scale.ts'

/** What is made in a schedule dies young: with room for it, collecting garbage costs a third as much. */
export const quickly = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--disable-warning=ExperimentalWarning',
]

/**
 * Runs the schedules of some seeds, one process a scale, side by side.
 * @param heard how far they are, now and then
 * @throws when a process cannot go on
 */
export const runSeeds = async (
  { from, count, mutant, isHunt }: { from: number; count: number; mutant?: Mutant; isHunt: boolean },
  heard?: (reports: readonly Report[]) => void,
): Promise<Report[]> => {
  const latest: Report[] = []
  const children: ChildProcess[] = []
  const end = () => {
    for (const child of children) child.kill()
  }
  const jobs = scales.map((_, index): Job => {
    const first = from + index
    return {
      from: first,
      to: from + count,
      step: scales.length,
      replacements: [...replacementsOf(scaleOf(first)), ...replacementsFor(mutant)],
      isHunt,
    }
  })
  const runs = jobs.map(
    (job, index) =>
      new Promise<void>((resolve, reject) => {
        const child = fork(new URL('worker.ts', import.meta.url), {
          execArgv: [...quickly],
        })
        children.push(child)
        child.on('message', (report: Report) => {
          if (report.failure) return reject(new Error(report.failure))
          latest[index] = report
          heard?.(latest)
          // What one has found the others need not look for.
          if (isHunt && report.brokenCount > 0) end()
          if (report.isOver) resolve()
        })
        child.on('exit', (code, signal) => {
          if (latest[index]?.isOver || signal) resolve()
          else reject(new Error(`A simulator's process ended with ${code}`))
        })
        child.send(job)
      }),
  )
  try {
    await Promise.all(runs)
  } finally {
    end()
  }
  return latest.filter((report) => report !== undefined)
}
