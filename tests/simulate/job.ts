import type { Counts } from './engine/mishaps.ts'
import type { Violation } from './judge.ts'
import type { ThemeName } from './world/themes.ts'

/** Schedules of these seeds, all of one scale. */
export type Job = {
  from: number
  to: number
  step: number
  /** All of them dwell on this; absent = what the seed draws. */
  dwell?: ThemeName
  /** A violation is what is looked for: the first ends it. */
  isHunt: boolean
}

/** What a job has come to, and now and then how far it is. */
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
  /** Of the schedules alone. */
  cpuMs: number
  /** Of the process since its start. */
  processMs: number
  isOver: boolean
  /** It could not go on. */
  failure?: string
}
