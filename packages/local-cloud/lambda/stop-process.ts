import type { ChildProcess } from 'node:child_process'

/**
 * Stops and resumes a process. It may be stopped for several reasons at once; it resumes when the last one is lifted.
 */
export const createStopProcess = (child: ChildProcess) => {
  const reasons = new Set<string>()
  // Unlike `child.kill`, this does not mark the child as killed.
  const signal = (name: NodeJS.Signals) => {
    if (child.pid && child.exitCode === null && child.signalCode === null) process.kill(child.pid, name)
  }
  return {
    stop: (reason: string) => {
      if (reasons.size === 0) signal('SIGSTOP')
      reasons.add(reason)
    },
    goOn: (reason: string) => {
      if (reasons.delete(reason) && reasons.size === 0) signal('SIGCONT')
    },
  }
}
export type Standstill = ReturnType<typeof createStopProcess>
