import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { isSettled, type OutcomeCode, overwrite, turn } from '../ledger/outcomes.ts'
import type { SendId } from '../ledger/send.ts'
import type { SesReportsTable } from '../ledger/ses-report.table.ts'
import { settleByReports } from '../ledger/ses-report.ts'
import { createRefusals, type Refusals } from './refusals.ts'

export type ClaimedBatchDeps = {
  batches: Pick<BatchesTable, 'mark' | 'release'>
  sesReports: Pick<SesReportsTable, 'get'>
  time: Pick<DatabaseClock, 'latest'>
  clocks: Clocks
}

/** What the holder of a claim knows of its batch, and may do to it. */
export const createClaimedBatch = (
  { batches, sesReports, clocks, time }: ClaimedBatchDeps,
  held: { id: SendId; key: string; token: string },
  claimed: Batch,
) => {
  const { id, key, token } = held
  let batch = claimed
  /** What became of recipients since the ledger was last marked. */
  const outcomes = new Map<number, OutcomeCode>()
  const refusals: Refusals = createRefusals()
  let worked: Moment | undefined
  /** A write seemed to fail and may have taken effect: the ledger may say "under way" of those who were not called. */
  let isUnsure = false

  const codesNow = () => overwrite(batch.codes, outcomes)

  /** A worker that died after it had made recipients uncertain may not have read their reports. */
  let areReportsRead = !claimed.codes.includes('u')

  const write = async (after: string): Promise<boolean> => {
    const isDoubted = count(after, 'u') > count(batch.codes, 'u')
    const keepOpen = isDoubted || !areReportsRead
    const workedMs = worked ? Math.round(elapsedSince(clocks, worked)) : 0
    isUnsure = true
    const marked = await batches.mark(id, key, token, batch, {
      after,
      workedMs,
      keepOpen,
      ...(isDoubted && { uncertainAt: Math.ceil(time.latest()) }),
    })
    isUnsure = false
    if (!marked) return false
    batch = marked
    return keepOpen ? writeReported() : true
  }

  /**
   * Settles the uncertain of whom SES has reported something, and closes the batch if nobody waits. They are uncertain in
   * the ledger first, then the reports are read: whichever comes second sees the other (settle-reports.ts). Until then the batch
   * is open, so that whoever comes after a crash in between reads them.
   */
  const writeReported = async (): Promise<boolean> => {
    const settled = settleByReports(batch.codes, await sesReports.get(id, key))
    areReportsRead = true
    return settled === batch.codes && !isSettled(settled) ? true : write(settled)
  }

  /**
   * Writes what is known by now, and whose calls begin next.
   * @returns those whose calls may begin; undefined if the claim was lost
   */
  const mark = async (next: readonly number[]): Promise<number[] | undefined> => {
    if (batch.reopened && next.length > 0) await spare(next)
    const known = new Map(outcomes)
    const under = next.filter((index) => (known.get(index) ?? '.') === '.')
    const after = overwrite(
      overwrite(batch.codes, known),
      new Map(under.map((index) => [index, '>' as const])),
    )
    const isLeftOpen = !batch.closed && isSettled(after)
    try {
      if (after !== batch.codes || isUnsure) {
        if (!(await write(after))) return undefined
      } else if (isLeftOpen && !(await writeReported())) return undefined
    } catch (error) {
      // They may be marked, and nobody calls them: the next write says so.
      for (const index of under) outcomes.set(index, '.')
      throw error
    }
    // What came in meanwhile stays to be written.
    for (const [index, code] of known) if (outcomes.get(index) === code) outcomes.delete(index)
    worked = under.length > 0 ? momentOf(clocks) : undefined
    return under
  }

  /** Those sent before of whom a report came late: they have it already. */
  const spare = async (next: readonly number[]) => {
    const reported = await sesReports.get(id, key)
    for (const index of next) if ((reported[index] ?? '.') !== '.') outcomes.set(index, 'a')
  }

  return {
    outcomes,
    refusals,
    batch: () => batch,
    /** Indexes of those who wait and whom no call is under way for. */
    waiting: (): number[] =>
      [...codesNow()].flatMap((code, index) => (code === '.' && !refusals.isOpen(index) ? [index] : [])),
    mark,
    /**
     * Those whom a dead worker had under way: nobody knows whether SES took them, but for those of whom SES has reported
     * something.
     */
    doubt: () => write(turn(batch.codes, ['>'], 'u')),
    leaveOut: () => {
      for (const [index, code] of [...codesNow()].entries()) if (code === '.') outcomes.set(index, 'C')
    },
    /** Those whom SES refused for no known reason, when nobody is left who could show whose fault it is. */
    giveUpRefused: () => {
      for (const index of refusals.othersGoOn()) outcomes.set(index, 'x')
    },
    release: (hintedAt: number, refusalCount?: number) =>
      batches.release(id, key, token, hintedAt, refusalCount),
  }
}

export type ClaimedBatch = ReturnType<typeof createClaimedBatch>

const count = (codes: string, code: OutcomeCode) => codes.split(code).length - 1
