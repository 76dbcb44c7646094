import { setTimeout as wait } from 'node:timers/promises'
import { queueCounts } from '../sqs/queue-counts.ts'

export type IdleOptions = {
  /** Maximum wait in ms; default: 300,000, since a busy machine is many times slower. */
  timeoutMs?: number
  /** Logical ids of functions to ignore. */
  but?: readonly string[]
}

/** Describes what is still running, e.g. "2 messages in Work"; empty when nothing is. */
export type Activity = () => Promise<string[]>

const pause = 20
// Work can fall between two counters for a moment, e.g. a message received but not yet handed on.
const quietLooks = 3

/**
 * Waits until nothing is running, checked several times in a row.
 * @throws a list of what is still running at the timeout
 */
export const waitUntilIdle = async (activity: Activity, { timeoutMs = 300_000 }: IdleOptions = {}) => {
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

/**
 * Messages waiting in queues that a function consumes. A queue without a consumer (a dead-letter queue) never empties
 * by itself, so it does not count.
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
