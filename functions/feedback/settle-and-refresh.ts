import type { Applied } from '../sending/ledger/apply-reports.ts'
import { placeIn } from '../sending/ledger/range-sums.ts'
import type { Report } from '../sending/ledger/ses-report.ts'

export type SettleAndRefreshDeps = {
  settle: (send: string, batch: string, reports: readonly Report[]) => Promise<readonly Applied[]>
  /** Recomputes the sums of the batch's range. */
  refresh: (send: string, batch: string) => Promise<void>
}

/**
 * Records what SES reports about one batch, then refreshes the sums of its range. Reports of many batches arrive in
 * parallel, so those that are settled while a range's sums are being computed share the next refresh. Every caller
 * waits for the refresh that covers it, even if its reports said nothing new: an earlier attempt may have died before
 * its refresh.
 */
export const createSettleAndRefresh = ({ settle, refresh }: SettleAndRefreshDeps) => {
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
    // The running refresh may have read the batch before our change. The next one has not started reading.
    const next = waiting.get(key) ?? before.catch(() => {}).then(begin)
    waiting.set(key, next)
    return next
  }

  return async (send: string, batch: string, reports: readonly Report[]): Promise<readonly Applied[]> => {
    const applied = await settle(send, batch, reports)
    // There may be no such send.
    if (applied.some((one) => one !== 'unknown')) await refreshOnce(send, batch)
    return applied
  }
}
