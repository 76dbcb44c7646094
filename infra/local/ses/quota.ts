export type Quota = { max24HourSend: number; maxSendRate: number }

/** How many recipients a send has: all count to the rate, the mailbox simulator's not to the day. */
export type Count = { rate: number; day: number }

const minute = 60_000
const day = 24 * 60 * minute

/** Tokens that come back at a rate; a take may go below zero, so that the next one waits longer. */
const createBucket = (perSecond: () => number, burst: () => number, now: () => number) => {
  let level = burst()
  let at = now()
  return {
    take: (count: number): boolean => {
      const passed = Math.max(0, now() - at)
      level = Math.min(burst(), level + (passed / 1000) * perSecond())
      at = now()
      if (level < 1) return false
      level -= count
      return true
    },
  }
}

/**
 * The account's sending limits: recipients a second, with short bursts, and recipients in a rolling 24 hours
 * (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas.html). Minutes are the window's grain.
 */
export const createQuota = (options: { quota: () => Quota; now: () => number }) => {
  const { quota, now } = options
  const rate = () => quota().maxSendRate
  const sends = createBucket(rate, rate, now)
  // The API's own limit, with a burst that AWS does not document.
  const asks = createBucket(
    () => 1,
    () => 5,
    now,
  )
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
      const { max24HourSend } = quota()
      if (max24HourSend >= 0 && count.day > 0 && sent() + count.day > max24HourSend) return 'over-day'
      if (!sends.take(count.rate)) return 'over-rate'
      record(now(), count.day)
      return 'taken'
    },
    /** Whether GetSendQuota may be asked now: once a second. */
    mayAsk: () => asks.take(1),
    sent,
    /** Counts a send of an earlier run. */
    record,
  }
}
