import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import type { Chance } from './engine/chance.ts'

/** The chance of the schedule that runs now. */
let chance: Chance | undefined
/** How many ids it has made. */
let made = 0

/**
 * Has whatever would bring real time or real chance into a schedule fail; but ids that production code makes at random,
 * which only have to differ, are counted.
 */
export const stopLeaks = (): void => {
  const forbid = <Real extends (...given: never[]) => unknown>(name: string, real: Real): Real =>
    ((...given: never[]) => {
      if (chance) throw new Error(`${name} was asked inside of a schedule: pass it in`)
      return real(...given)
    }) as Real
  Math.random = forbid('Math.random', Math.random)
  Date.now = forbid('Date.now', Date.now)
  globalThis.setTimeout = forbid('setTimeout', globalThis.setTimeout) as typeof setTimeout
  globalThis.setImmediate = forbid('setImmediate', globalThis.setImmediate) as typeof setImmediate
  performance.now = forbid('performance.now', performance.now.bind(performance))
  const real = crypto.randomUUID
  crypto.randomUUID = (options) => {
    if (!chance) return real(options)
    return `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`
  }
  syncBuiltinESMExports()
}

/** Runs a schedule's own code. */
export const inSchedule = <Result>(of: Chance, work: () => Result): Result => {
  chance = of
  made = 0
  try {
    return work()
  } finally {
    chance = undefined
  }
}
