import type { Batch } from './batch.ts'
import type { Send } from './send.ts'

export type Progress = {
  /** Messages a second, now; absent when nobody works or nothing is known yet. */
  rate?: number
  /** How long those who are due still wait, at this rate. */
  estimateSeconds?: number
  /** When those who are due later begin to be, ISO 8601 in UTC. */
  nextDue?: string
}

/** How a send gets on, told by what its workers have done so far. @param now Unix ms */
export const progressOf = (send: Send, batches: readonly Batch[], now: number): Progress => {
  const open = batches.filter(({ closed }) => !closed)
  // Whom a cancelled send leaves out need not wait for their time.
  const isAhead = ({ due = 0 }: Batch) => due > now && !send.cancelledAt
  const workers = open.filter(({ lease = 0 }) => lease > now).length
  const rate = workers * rateOfOne(batches)
  const waiting = open.filter((batch) => !isAhead(batch)).reduce((sum, { codes }) => sum + count(codes), 0)
  const nextDue = open.filter(isAhead).reduce((first, { due = 0 }) => Math.min(first, due), Infinity)
  return {
    ...(rate > 0 && { rate, estimateSeconds: Math.ceil(waiting / rate) }),
    ...(nextDue < Infinity && { nextDue: new Date(nextDue).toISOString() }),
  }
}

/** Messages a second of one worker, over all that was worked on. */
const rateOfOne = (batches: readonly Batch[]): number => {
  const worked = batches.filter(({ workedMs = 0 }) => workedMs > 0)
  const ms = worked.reduce((sum, { workedMs = 0 }) => sum + workedMs, 0)
  const settled = worked.reduce((sum, { codes }) => sum + codes.length - count(codes), 0)
  return ms > 0 ? (settled * 1000) / ms : 0
}

/** How many of a batch's letters say "waiting". */
const count = (codes: string): number => codes.split('.').length - 1
