import * as z from 'zod'
import { stateOf } from '../states/state-machine.ts'
import type { Subscriber } from '../states/subscriber.ts'

const numbers = z.record(z.string(), z.number())

/**
 * How many readers there are, each by name. Languages and topics are those of active readers who do not pause; `all`: who
 * gets every topic.
 */
export const ReaderCounts = z.object({ statuses: numbers, languages: numbers, topics: numbers })
export type ReaderCounts = z.infer<typeof ReaderCounts>

export const noReaders = (): ReaderCounts => ({ statuses: {}, languages: {}, topics: {} })

const add = (counts: Record<string, number>, key: string, more = 1) => {
  counts[key] = (counts[key] ?? 0) + more
}

/** Adds a reader to the counts. @param now Unix ms */
export const addReader = (counts: ReaderCounts, reader: Subscriber, now: number): void => {
  const { language, topics } = reader
  const status = stateOf(reader, now)
  add(counts.statuses, status)
  if (status !== 'active') return
  add(counts.languages, language)
  for (const topic of topics.length > 0 ? topics : ['all']) add(counts.topics, topic)
}

/** What several have counted, together. */
export const sumOfCounts = (parts: readonly ReaderCounts[]): ReaderCounts => {
  const sum = noReaders()
  for (const part of parts)
    for (const by of ['statuses', 'languages', 'topics'] as const)
      for (const [key, count] of Object.entries(part[by])) add(sum[by], key, count)
  return sum
}
