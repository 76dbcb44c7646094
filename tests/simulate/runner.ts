import { fork } from 'node:child_process'
import type { Job, Report } from './job.ts'
import type { Replacement } from './world/scale.ts'

/** What is made in a schedule dies young: with room for it, collecting garbage costs a third as much. */
export const quickly = [
  '--max-semi-space-size=64',
  '--min-semi-space-size=64',
  '--disable-warning=ExperimentalWarning',
]

/** A process into which the production modules are loaded in one way. It runs schedules, one job after another. */
export type Runner = {
  /** @param heard how far it is, now and then. @throws when the process cannot go on */
  run(job: Job, heard?: (report: Report) => void): Promise<Report>
  end(): void
}

/** @param replacements what is other in the production modules than it stands there */
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
    end: () => {
      if (child.connected) child.disconnect()
    },
  }
}
