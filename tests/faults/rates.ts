import { createChance } from '#local-cloud/host/seeded-random'

/** How likely each call meets what, by whom it is to. */
export type Rates = {
  database: {
    throttled: number
    cutBefore: number
    cutAfter: number
    /** A read's answer is some seconds old when it comes. */
    slowRead: number
    /** The same, of readers' states. */
    slowStates: number
    /** A batch of reads is answered in part. */
    unprocessed: number
  }
  mail: Record<
    | 'throttled'
    | 'failedBefore'
    | 'failedAfter'
    | 'cutBefore'
    | 'cutAfter'
    | 'slow'
    | 'refused'
    | 'overQuota',
    number
  >
  queue: { failed: number; cutAfter: number; twice: number; later: number; eventLost: number }
  others: { failed: number }
}

/** The rates of a seed: some faults are in some runs only. */
export const ratesOf = (seed: number): Rates => {
  const { is } = createChance(seed)
  const sometimes = (name: string, share: number, rate: number) => (is(`rate of ${name}`, share) ? rate : 0)
  return {
    database: {
      throttled: 0.015,
      cutBefore: 0.003,
      cutAfter: 0.006,
      slowRead: sometimes('slow reads', 0.4, 0.005),
      slowStates: sometimes('slow states', 0.4, 0.1),
      unprocessed: sometimes('unprocessed keys', 0.5, 0.2),
    },
    mail: {
      throttled: sometimes('throttling', 0.6, 0.03),
      failedBefore: 0.001,
      failedAfter: 0.001,
      cutBefore: 0.001,
      cutAfter: 0.002,
      slow: sometimes('slowness', 0.4, 0.001),
      refused: sometimes('refusals', 0.4, 0.002),
      overQuota: sometimes('quota', 0.25, 0.001),
    },
    queue: {
      failed: 0.01,
      cutAfter: 0.02,
      twice: 0.08,
      later: 0.08,
      eventLost: sometimes('lost events', 0.3, 0.02),
    },
    others: { failed: 0.02 },
  }
}
