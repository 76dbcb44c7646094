import { placeIn } from '../sending/ledger/range-sums.ts'
import type { Report } from '../sending/ledger/ses-report.ts'

export type TakeInDeps = {
  settle: (send: string, batch: string, reports: readonly Report[]) => Promise<void>
  /** Derives the sums of a batch's range anew. */
  refresh: (send: string, batch: string) => Promise<void>
}

/**
 * Takes in what SES reports of one batch, and has the sums of its range derived after. Reports of many batches come side
 * by side: of those of one range that are settled while its sums are being derived, one derivation speaks. Each is waited
 * for by all whom it speaks for, also by those whose reports said nothing new: an earlier try may have died before it.
 */
export const createTakeIn = ({ settle, refresh }: TakeInDeps) => {
  const running = new Map<string, Promise<void>>()
  const waiting = new Map<string, Promise<void>>()

  const refreshOnce = (send: string, batch: string): Promise<void> => {
    const key = `${send} ${placeIn(batch)}`
    const begin = (): Promise<void> => {
      waiting.delete(key)
      const run = refresh(send, batch).finally(() => running.delete(key))
      running.set(key, run)
      return run
    }
    const before = running.get(key)
    if (!before) return begin()
    // The one that runs may have read the batch before our change: the next one has not.
    const next = waiting.get(key) ?? before.catch(() => {}).then(begin)
    waiting.set(key, next)
    return next
  }

  return async (send: string, batch: string, reports: readonly Report[]): Promise<void> => {
    await settle(send, batch, reports)
    await refreshOnce(send, batch)
  }
}
