/** A metric's identity in CloudWatch: different dimensions make different metrics. */
export type Metric = { namespace: string; name: string; dimensions: Record<string, string> }

/** A metric's values over some time, summarised. */
export type Summary = { sum: number; count: number; min: number; max: number }

export type Metrics = {
  /** Records one value. @param at Unix ms */
  record(metric: Metric, value: number, at: number): void
  /** Values after `from`, up to and including `to` (Unix ms); undefined when there are none. */
  over(metric: Metric, from: number, to: number): Summary | undefined
}

/** No alarm here looks back further than this. */
export const longestRangeMs = 3 * 60 * 60_000

/**
 * Values of metrics, summarised by the second.
 * @param isWanted by namespace and name; other metrics are discarded
 */
export const createMetrics = (isWanted: (namespace: string, name: string) => boolean): Metrics => {
  const kept = new Map<string, Map<number, Summary>>()
  return {
    record: (metric, value, at) => {
      if (!isWanted(metric.namespace, metric.name)) return
      const key = keyOf(metric)
      const seconds = kept.get(key) ?? new Map<number, Summary>()
      kept.set(key, seconds)
      const second = Math.floor(at / 1000)
      seconds.set(second, together([seconds.get(second), one(value)])!)
      for (const old of seconds.keys()) {
        if (old * 1000 > at - longestRangeMs) break
        seconds.delete(old)
      }
    },
    over: (metric, from, to) => {
      const seconds = [...(kept.get(keyOf(metric)) ?? [])]
      return together(
        seconds.map(([at, summary]) => (at * 1000 > from && at * 1000 <= to ? summary : undefined)),
      )
    },
  }
}

const keyOf = ({ namespace, name, dimensions }: Metric) =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()])

const one = (value: number): Summary => ({ sum: value, count: 1, min: value, max: value })

const together = (parts: (Summary | undefined)[]): Summary | undefined =>
  parts.reduce((all, part) => {
    if (!all || !part) return all ?? part
    return {
      sum: all.sum + part.sum,
      count: all.count + part.count,
      min: Math.min(all.min, part.min),
      max: Math.max(all.max, part.max),
    }
  }, undefined)
