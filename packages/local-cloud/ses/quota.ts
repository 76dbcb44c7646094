export type Quota = {
  max24HourSend: number
  maxSendRate: number
  /** How much too early a call may come, in milliseconds. A few when absent. */
  toleranceMs?: number
}

/** How many recipients a send has: all count to the rate, the mailbox simulator's not to the day. */
export type Count = { rate: number; day: number }

/**
 * SES allows "short bursts" over the rate and does not say how large
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html), so here there are none. But a caller that keeps
 * to the rate by timers meets this clock some milliseconds early or late: Node's timers, and both clocks, count whole
 * ones, and a call waits its turn in two event loops on its way.
 */
const usualToleranceMs = 5

const minute = 60_000
const day = 24 * 60 * minute

/**
 * Lets one call through at a time, the next when the rate has room for it: a bucket that holds one. What came too
 * early within the tolerance makes the next wait as much longer, so no more get through in the long run.
 */
const createBucket = (now: () => number) => {
  let free = Number.NEGATIVE_INFINITY
  return {
    take: (count: number, perSecond: number, toleranceMs = usualToleranceMs): boolean => {
      if (now() < free - toleranceMs) return false
      free = Math.max(free, now()) + (count / perSecond) * 1000
      return true
    },
  }
}

/**
 * The account's sending limits: recipients a second, and recipients in a rolling 24 hours
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html). Minutes are the window's grain.
 */
export const createQuota = (options: { quota: () => Quota; now: () => number }) => {
  const { quota, now } = options
  const sends = createBucket(now)
  const asks = createBucket(now)
  const minutes = new Map<number, number>()

  const sent = (): number => {
    let total = 0
    for (const [at, count] of minutes) {
      if (at * minute <= now() - day) minutes.delete(at)
      else total += count
    }
    return total
  }
  const record = (at: number, count: number) => {
    const key = Math.floor(at / minute)
    minutes.set(key, (minutes.get(key) ?? 0) + count)
  }
  return {
    /** Counts a send, or says which limit it is over. */
    take: (count: Count): 'taken' | 'over-rate' | 'over-day' => {
      const { max24HourSend, maxSendRate, toleranceMs } = quota()
      if (max24HourSend >= 0 && count.day > 0 && sent() + count.day > max24HourSend) return 'over-day'
      if (!sends.take(count.rate, maxSendRate, toleranceMs)) return 'over-rate'
      record(now(), count.day)
      return 'taken'
    },
    /** Whether GetSendQuota may be asked now: once a second (its API reference). */
    mayAsk: () => asks.take(1, 1, quota().toleranceMs),
    sent,
    /** Counts a send of an earlier run. */
    record,
  }
}
