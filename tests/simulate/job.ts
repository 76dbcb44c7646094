import type { Counts } from './engine/mishaps.ts'
import type { Violation } from './judge.ts'
import type { Replacement } from './world/scale.ts'

/** What one process is to do: schedules of these seeds, all of one scale. */
export type Job = {
  from: number
  to: number
  step: number
  replacements: Replacement[]
  /** A violation is what is looked for: the first ends it. */
  isHunt: boolean
}

/** What a process has come to, and every second how far it is. */
export type Report = {
  schedules: number
  happened: number
  /** Messages that SES took. */
  mails: number
  counts: Counts
  /** Of the schedules that broke a promise, the first ones. */
  broken: { seed: number; violations: Violation[] }[]
  brokenCount: number
  /** Over all schedules, in the order of their seeds. */
  digest: string
  cpuMs: number
  isOver: boolean
  /** It could not go on. */
  failure?: string
}
