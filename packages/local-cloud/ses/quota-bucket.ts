export type Quota = {
  max24HourSend: number
  maxSendRate: number
  /** How early a call may come, in ms. Default: a few. */
  toleranceMs?: number
}

/** A send's recipients: all count towards the rate, the mailbox simulator's not towards the day. */
export type Count = { rate: number; day: number }

/**
 * SES allows "short bursts" over the rate without saying how large
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html), so none are allowed here. But a caller that
 * keeps to the rate by timers reaches this clock some milliseconds early or late: Node's timers and both clocks count
 * whole milliseconds, and a call queues in two event loops on its way.
 */
const usualToleranceMs = 5

const minute = 60_000
const day = 24 * 60 * minute

/**
 * A token bucket of size one: admits one call, and the next when the rate allows it. A call that is early within the
 * tolerance makes the next one wait that much longer, so the long-run rate is kept.
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
 * The account's sending limits: recipients a second, and recipients in a rolling 24 hours, counted by the minute
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html).
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
    /** Counts a send, or returns the limit that it exceeds. */
    take: (count: Count): 'taken' | 'over-rate' | 'over-day' => {
      const { max24HourSend, maxSendRate, toleranceMs } = quota()
      if (max24HourSend >= 0 && count.day > 0 && sent() + count.day > max24HourSend) return 'over-day'
      if (!sends.take(count.rate, maxSendRate, toleranceMs)) return 'over-rate'
      record(now(), count.day)
      return 'taken'
    },
    /** Whether GetSendQuota may be called now: at most once a second (its API reference). */
    mayAsk: () => asks.take(1, 1, quota().toleranceMs),
    sent,
    /** Counts a send of an earlier run. */
    record,
  }
}
