import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs'

/** The address of the module to load first, so that a process lives by the clock in a file. */
export const clockImport = (file: string) => {
  const url = new URL('./clock.mjs', import.meta.url)
  url.searchParams.set('file', file)
  return url.href
}

const bytesOf = (...values: number[]) => new Uint8Array(Float64Array.from(values).buffer)

/** How much faster than outside time runs: slow enough that a busy machine meets the functions' time limits. */
export const factor = 5

/** Makes a clock, kept in a file, whose time runs `factor` times as fast as time outside. */
export const makeClock = (file: string) => writeFileSync(file, bytesOf(Date.now(), factor, 0, 0, 0))

/** The hand on the clock of all processes that live by a file. */
export const openClock = (path: string) => {
  const file = openSync(path, 'r+')
  let jumped = 0
  return {
    /** All processes at once are `ms` later; timers that are due by then go off. */
    jump: (ms: number) => {
      jumped += ms
      writeSync(file, bytesOf(jumped), 0, 8, 16)
    },
    /** One process's wall clock is set ahead, or back, and nothing else. */
    step: (pid: number, ms: number) => {
      writeSync(file, bytesOf(ms), 0, 8, 24)
      try {
        process.kill(pid, 'SIGUSR2')
      } catch (error) {
        // It was struck dead a moment ago.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    },
    /** From now on the monotonic clock of a process that is stopped stands still with it. */
    standStillWithProcesses: () => void writeSync(file, bytesOf(1), 0, 8, 32),
    close: () => closeSync(file),
  }
}
export type Clock = ReturnType<typeof openClock>

type RealTime = { now(): number; setTimeout: typeof setTimeout; setInterval: typeof setInterval }
const real = (globalThis as unknown as Record<symbol, RealTime | undefined>)[Symbol.for('real time')]

/** Waits by the clock outside. */
export const realSleep = (ms: number) =>
  new Promise<void>((resolve) => void (real?.setTimeout ?? setTimeout)(resolve, ms))
/** Unix milliseconds outside. */
export const realNow = () => (real?.now ?? Date.now)()
