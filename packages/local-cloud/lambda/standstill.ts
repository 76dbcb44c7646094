import type { ChildProcess } from 'node:child_process'

/**
 * Stops a process and has it go on. It may stand still for several reasons at once, and goes on when the last one
 * has gone.
 */
export const createStandstill = (child: ChildProcess) => {
  const reasons = new Set<string>()
  // Unlike `child.kill`, this does not make the child count as killed.
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
export type Standstill = ReturnType<typeof createStandstill>
