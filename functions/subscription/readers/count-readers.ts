import { addReader, noReaders, type ReaderCounts } from '../counts/reader-counts.ts'
import type { WalkReaders } from './walk-readers.ts'

/**
 * Counts readers by reading every row.
 * @returns a function of the `next` of the call before: what this call has counted, and `next` where others are left.
 * Undefined for what is no cursor.
 */
export const createCountReaders =
  (walk: WalkReaders) =>
  async (cursor: string | undefined): Promise<{ counts: ReaderCounts; next?: string } | undefined> => {
    const counts = noReaders()
    const walked = await walk(cursor, (subscriber, now) => {
      addReader(counts, subscriber, now)
      return undefined
    })
    return walked && { counts, ...walked }
  }
export type CountReaders = ReturnType<typeof createCountReaders>
