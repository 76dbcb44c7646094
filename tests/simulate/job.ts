import type { Counts } from './engine/mishaps.ts'
import type { Violation } from './judge.ts'
import type { ThemeName } from './world/themes.ts'

/** Schedules to run: every `step`th seed, all of the same scale. */
export type Job = {
  from: number
  to: number
  step: number
  /** The theme of all of them. Default: what the seed draws. */
  dwell?: ThemeName
  /** Whether to stop at the first violation. */
  isHunt: boolean
}

/** The result of a job, or its progress so far. */
export type Report = {
  schedules: number
  happened: number
  /** Messages that SES accepted. */
  mails: number
  counts: Counts
  /** The first schedules that broke a promise. */
  broken: { seed: number; violations: Violation[] }[]
  brokenCount: number
  /** Over all schedules, in order of their seeds. */
  digest: string
  /** Of the schedules only. */
  cpuMs: number
  /** Of the process since its start. */
  processMs: number
  isOver: boolean
  /** The error that stopped it. */
  failure?: string
}
