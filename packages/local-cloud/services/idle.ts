import { setTimeout as wait } from 'node:timers/promises'

export type IdleOptions = {
  /** How long to wait at most; 60 s when absent. */
  timeoutMs?: number
  /** Logical ids of functions that may go on. */
  but?: readonly string[]
}

/** Names what is still going on, e.g. "2 messages in Work"; empty when nothing is. */
export type Activity = () => Promise<string[]>

const pause = 20
// Work can stand between two counters for a moment: a message received and not yet handed on.
const quietLooks = 3

/**
 * Waits until nothing is going on, seen several times in a row.
 * Throws what still goes on when the time is up.
 */
export const waitUntilIdle = async (activity: Activity, { timeoutMs = 60_000 }: IdleOptions = {}) => {
  const deadline = Date.now() + timeoutMs
  for (let quiet = 0; quiet < quietLooks; ) {
    const going = await activity()
    quiet = going.length ? 0 : quiet + 1
    if (going.length && Date.now() > deadline) {
      throw new Error(`The cloud is not idle after ${timeoutMs} ms: ${going.join('; ')}.`)
    }
    await wait(pause)
  }
}

export type QueueCounts = {
  name: string
  approximateMessageCount: number
  approximateInflightCount: number
  approximateDelayedCount: number
}

/** What each queue of fauxqs holds. */
export const queueCounts = async (sqsUrl: string): Promise<QueueCounts[]> => {
  const answer = await fetch(`${sqsUrl}/_fauxqs/queues`)
  return (await answer.json()) as QueueCounts[]
}

/**
 * What waits in the queues that a function consumes. A queue without a consumer (a dead-letter queue) never
 * empties by itself, so it does not count.
 */
export const queueActivity = async (sqsUrl: string, consumed: string[]): Promise<string[]> =>
  (await queueCounts(sqsUrl))
    .filter(({ name }) => consumed.includes(name))
    .map((it) => ({
      name: it.name,
      total: it.approximateMessageCount + it.approximateInflightCount + it.approximateDelayedCount,
    }))
    .filter(({ total }) => total > 0)
    .map(({ name, total }) => `${total} messages in ${name}`)
