import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import type { Chance } from './engine/chance.ts'

/** The random choices of the current schedule. */
let chance: Chance | undefined
/** The number of ids made in it. */
let made = 0

/**
 * Makes everything fail that would bring real time or real randomness into a schedule. Random ids of production code,
 * which only have to differ, become a counter.
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

/** Runs code as part of a schedule. */
export const inSchedule = <Result>(of: Chance, work: () => Result): Result => {
  chance = of
  made = 0
  try {
    return work()
  } finally {
    chance = undefined
  }
}
