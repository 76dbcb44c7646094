import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { settleByReports } from '../ledger/merge-reports.ts'
import { turn } from '../ledger/outcomes.ts'
import { placeIn, type RangeSums } from '../ledger/range-sums.ts'
import type { Send, SendId } from '../ledger/send.ts'
import type { SesReportsTable } from '../ledger/ses-report.table.ts'
import { atOnce, count, type ReopenDeps, reopen } from './reopen-batches.ts'

export type ResolveDeps = ReopenDeps & {
  batches: Pick<BatchesTable, 'list' | 'reopen' | 'rewrite'>
  sesReports: Pick<SesReportsTable, 'get'>
  rangeSums: Pick<RangeSums, 'reopening' | 'refresh'>
  /**
   * Milliseconds after a recipient became uncertain before a person may decide: by then no worker can still be sending.
   */
  resolveAfterMs: number
  time: Pick<DatabaseClock, 'earliest'>
}

/** All batches of a send in one listing, and those of them with uncertain recipients. */
type Found = { listed: Batch[]; uncertain: Batch[] }
type FindUncertain = ({ outcome: 'found' } & Found) | { outcome: 'too-early'; seconds: number }

/**
 * The uncertain recipients in one listing. What a person decides applies to these alone, as they were then: anybody who
 * becomes uncertain later has not waited long enough yet.
 */
export const findUncertain = async (
  { batches, resolveAfterMs, time }: ResolveDeps,
  id: SendId,
): Promise<FindUncertain> => {
  const listed = await batches.list(id)
  const uncertain = listed.filter(({ codes }) => codes.includes('u'))
  const last = Math.max(0, ...uncertain.map(({ uncertainAt = 0 }) => uncertainAt))
  const early = last + resolveAfterMs - time.earliest()
  if (uncertain.length > 0 && early > 0) return { outcome: 'too-early', seconds: Math.ceil(early / 1000) }
  return { outcome: 'found', listed, uncertain }
}

/** Has the uncertain wait again, but for those of whom SES has reported by now. @returns how many */
export const resend = (deps: ResolveDeps, send: Send, { uncertain }: Found): Promise<number> =>
  reopen(deps, send, uncertain, async ({ codes, key }) =>
    turn(settleByReports(codes, await deps.sesReports.get(send.id, key)), ['u'], '.'),
  )

/** Counts the uncertain as failed; they get no mail. @returns how many */
export const writeOff = async (
  { batches, rangeSums }: ResolveDeps,
  id: SendId,
  { listed, uncertain }: Found,
): Promise<number> => {
  let changed = 0
  await inParallel(uncertain, atOnce, async (batch) => {
    const { key, codes } = batch
    if (await batches.rewrite(id, key, batch, turn(codes, ['u'], 'W'))) changed += count(codes, 'u')
  })
  // Refresh once for each range, also for batches written off earlier: that call may have died before its refresh.
  const writtenOff = listed.filter(({ codes }) => /[uW]/.test(codes))
  const places = new Map(writtenOff.map(({ key }) => [placeIn(key), key]))
  await inParallel([...places.values()], atOnce, (key) => rangeSums.refresh(id, key))
  return changed
}
