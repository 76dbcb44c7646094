import { fork } from 'node:child_process'
import type { Job, Report } from './job.ts'
import type { Replacement } from './world/scale.ts'

/**
 * Objects of a schedule are short-lived: with a larger young generation, garbage collection takes a third of the time.
 */
export const quickly = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--disable-warning=ExperimentalWarning',
]

/** A process that has loaded the production modules with certain replacements. It runs one job after another. */
export type Runner = {
  /**
   * @param heard called with progress
   * @throws when the process cannot continue
   */
  run(job: Job, heard?: (report: Report) => void): Promise<Report>
  end(): void
}

/** @param replacements changes to production modules */
export const startRunner = (replacements: readonly Replacement[]): Runner => {
  const child = fork(new URL('worker.ts', import.meta.url), [JSON.stringify(replacements)], {
    execArgv: [...quickly],
  })
  return {
    run: (job, heard) =>
      new Promise((resolve, reject) => {
        const settled = (settle: () => void) => {
          child.off('message', hear)
          child.off('exit', ended)
          settle()
        }
        const hear = (report: Report) => {
          if (report.failure) return settled(() => reject(new Error(report.failure)))
          heard?.(report)
          if (report.isOver) settled(() => resolve(report))
        }
        const ended = (code: number | null) =>
          settled(() => reject(new Error(`A simulator's process ended with ${code}`)))
        child.on('message', hear)
        child.on('exit', ended)
        child.send(job)
      }),
    // It holds nothing that it would have to write down, and whoever waits for its output waits for its end.
    end: () => void child.kill('SIGKILL'),
  }
}
