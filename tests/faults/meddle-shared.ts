import type { Response } from '#local-cloud/types'
import type { Choice } from './draw-choice.ts'
import type { Recorder } from './history.ts'
import type { Log } from './log.ts'
import type { Met } from './met.ts'
import type { Victims } from './victims.ts'
import type { Witness } from './witness.ts'

export const cut: Response = { status: 0, headers: {}, body: '' }

export type Meddling = {
  choice: Choice
  victims: Victims
  witness: Witness
  met: Met
  history: Recorder
  log: Log
  now: () => number
}

/** Counts under names. @returns which one it is, from 1 */
export const createCounter = () => {
  const counts = new Map<string, number>()
  return (name: string): number => {
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    return count
  }
}
