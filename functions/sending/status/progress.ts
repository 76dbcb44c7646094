import type { Send } from '../ledger/send.ts'
import type { Sums } from '../ledger/sums.ts'

export type Progress = {
  /** Current messages a second; absent when no worker is active or the rate is not known yet. */
  rate?: number
  /** Estimated seconds until everybody who is due now has been called, at this rate. */
  estimateSeconds?: number
  /** When the next recipients become due, ISO 8601 in UTC. */
  nextDue?: string
}

/** A send's progress, measured by what its workers have done so far. @param now Unix ms */
export const progressOf = (
  { cancelledAt, laterMs = 0 }: Send,
  sums: readonly Sums[],
  now: number,
): Progress => {
  const workers = sums.flatMap(({ leases }) => leases).filter((lease) => lease > now).length
  const rate = workers * rateOfOne(sums)
  // Recipients whom a cancelled send excludes need not wait for their time.
  const later = cancelledAt ? [] : sums.flatMap((one) => one.later ?? [])
  const waiting = total(sums, 'waiting') - later.reduce((sum, one) => sum + one.waiting, 0)
  const nextDue = Math.min(...later.map(({ next }) => next + laterMs).filter((next) => next > now))
  return {
    ...(rate > 0 && { rate, estimateSeconds: Math.ceil(waiting / rate) }),
    ...(nextDue < Infinity && { nextDue: new Date(nextDue).toISOString() }),
  }
}

/** Messages a second of one worker, averaged over all work so far. */
const rateOfOne = (sums: readonly Sums[]): number => {
  const ms = total(sums, 'workedMs')
  return ms > 0 ? (total(sums, 'settled') * 1000) / ms : 0
}

const total = (sums: readonly Sums[], what: 'waiting' | 'workedMs' | 'settled'): number =>
  sums.reduce((all, one) => all + one[what], 0)
