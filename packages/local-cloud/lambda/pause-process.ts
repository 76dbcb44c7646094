import type { ChildProcess } from 'node:child_process'

/**
 * Pauses and resumes a process. It may be paused for several reasons at once; it resumes when the last one is lifted.
 */
export const createPauser = (child: ChildProcess) => {
  const reasons = new Set<string>()
  // Unlike `child.kill`, this does not mark the child as killed.
  const signal = (name: NodeJS.Signals) => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(child.pid, name)
  }
  return {
    pause: (reason: string) => {
      if (reasons.size === 0) signal('SIGSTOP')
      reasons.add(reason)
    },
    resume: (reason: string) => {
      if (reasons.delete(reason) && reasons.size === 0) signal('SIGCONT')
    },
  }
}
export type Pauser = ReturnType<typeof createPauser>
