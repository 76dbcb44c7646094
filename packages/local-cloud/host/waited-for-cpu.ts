import { readFileSync } from 'node:fs'

/**
 * Milliseconds that a process has waited for a processor so far because others used them all. Linux counts it
 * (https://docs.kernel.org/scheduler/sched-stats.html, “/proc/<pid>/schedstat”); elsewhere it is 0.
 */
export const waitedForCpuMs = (pid: number | undefined): number => {
  try {
    const [, nanoseconds = '0'] = readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')
    return Number(nanoseconds) / 1e6
  } catch {
    return 0
  }
}
