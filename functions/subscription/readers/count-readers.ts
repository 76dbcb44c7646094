import { type ReaderState, stateOf } from '../states/state-machine.ts'
import type { WalkReaders } from './walk-readers.ts'

/**
 * How many readers there are. Languages and topics are those of active readers who do not pause; `all`: who gets every
 * topic.
 */
export type ReaderCounts = {
  statuses: Partial<Record<ReaderState, number>>
  languages: Record<string, number>
  topics: Record<string, number>
}

const add = <Key extends string>(counts: Partial<Record<Key, number>>, key: Key) => {
  counts[key] = (counts[key] ?? 0) + 1
}

/** What several calls have counted, together. */
export const sumOfCounts = (parts: readonly ReaderCounts[]): ReaderCounts => {
  const sum = (of: (part: ReaderCounts) => Record<string, number>) => {
    const all: Record<string, number> = {}
    for (const part of parts)
      for (const [key, count] of Object.entries(of(part))) all[key] = (all[key] ?? 0) + count
    return all
  }
  return {
    statuses: sum(({ statuses }) => statuses),
    languages: sum(({ languages }) => languages),
    topics: sum(({ topics }) => topics),
  }
}

/**
 * Counts readers by reading every row.
 * @returns a function of the `next` of the call before: what this call has counted, and `next` where others are left.
 * Undefined for what is no cursor.
 */
export const createCountReaders =
  (walk: WalkReaders) =>
  async (cursor: string | undefined): Promise<{ counts: ReaderCounts; next?: string } | undefined> => {
    const counts: ReaderCounts = { statuses: {}, languages: {}, topics: {} }
    const walked = await walk(cursor, (subscriber, now) => {
      const { language, topics } = subscriber
      const status = stateOf(subscriber, now)
      add(counts.statuses, status)
      if (status !== 'active') return undefined
      add(counts.languages, language)
      for (const topic of topics.length > 0 ? topics : ['all']) add(counts.topics, topic)
      return undefined
    })
    return walked && { counts, ...walked }
  }
export type CountReaders = ReturnType<typeof createCountReaders>
