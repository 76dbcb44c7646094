import { type Clocks, elapsedSince, type Moment, momentOf } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { defined } from '../../runtime/defined.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { languageNoted, withEditionSet, withLanguage } from '../ledger/edition-sent.ts'
import { isProvedSent, settleByReports } from '../ledger/merge-reports.ts'
import { isSettled, type OutcomeCode, overwrite, turn } from '../ledger/outcomes.ts'
import type { SendId } from '../ledger/send.ts'
import type { SesReportsTable } from '../ledger/ses-report.table.ts'
import { createUnexplainedRefusals, type UnexplainedRefusals } from './unexplained-refusals.ts'

export type ClaimedBatchDeps = {
  batches: Pick<BatchesTable, 'mark' | 'noteLanguages' | 'release'>
  sesReports: Pick<SesReportsTable, 'get'>
  time: Pick<DatabaseClock, 'latest'>
  clocks: Clocks
}

/** The state of a batch as its claim's holder knows it, and the writes that the holder may make. */
export const createClaimedBatch = (
  { batches, sesReports, clocks, time }: ClaimedBatchDeps,
  held: { id: SendId; key: string; token: string },
  claimed: Batch,
) => {
  const { id, key, token } = held
  let batch = claimed
  /** Outcomes since the last write to the ledger. */
  const outcomes = new Map<number, OutcomeCode>()
  const refusals: UnexplainedRefusals = createUnexplainedRefusals()
  let worked: Moment | undefined
  /**
   * A write seemed to fail but may have taken effect: the ledger may say "under way" about recipients who were not
   * called.
   */
  let isUnsure = false

  const codesNow = () => overwrite(batch.codes, outcomes)

  /** The number of its send when that was seen cancelled. */
  let cancelled: number | undefined

  /** A worker that died after making recipients uncertain may not have read their reports. */
  let areReportsRead = !claimed.codes.includes('u')

  let switched = claimed.switched ?? ''

  const write = async (after: string, editionSets?: string): Promise<boolean> => {
    const isDoubted = count(after, 'u') > count(batch.codes, 'u')
    const keepOpen = isDoubted || !areReportsRead
    const workedMs = worked ? Math.round(elapsedSince(clocks, worked)) : 0
    isUnsure = true
    const marked = await batches.mark(id, key, token, batch, {
      after,
      workedMs,
      keepOpen,
      ...defined({ cancelled, editionSets }),
      ...(isDoubted && { uncertainAt: Math.ceil(time.latest()) }),
    })
    isUnsure = false
    if (!marked) return false
    batch = marked
    return keepOpen ? writeReported() : true
  }

  /**
   * Settles uncertain recipients about whom SES has reported, and closes the batch if nobody is waiting. The ledger
   * first says "uncertain", then the reports are read, so whichever comes second sees the other (apply-reports.ts).
   * Until then the batch stays open, so that whoever takes over after a crash reads the reports.
   */
  const writeReported = async (): Promise<boolean> => {
    const settled = settleByReports(batch.codes, await sesReports.get(id, key))
    areReportsRead = true
    return settled === batch.codes && !isSettled(settled) ? true : write(settled)
  }

  /**
   * Writes all known outcomes, and marks the recipients whose calls are next as under way.
   * @param set how many sets of editions the send had before the one that they are called with
   * @returns the indexes that may be called; undefined if the claim was lost
   */
  const mark = async (next: readonly number[], set = 0): Promise<number[] | undefined> => {
    if (batch.reopened && next.length > 0) await spare(next)
    const known = new Map(outcomes)
    const under = next.filter((index) => (known.get(index) ?? '.') === '.')
    const after = overwrite(
      overwrite(batch.codes, known),
      new Map(under.map((index) => [index, '>' as const])),
    )
    const isLeftOpen = !batch.closed && isSettled(after)
    const sets =
      set > 0 && under.length > 0 ? withEditionSet(batch.editionSets, batch.size, under, set) : undefined
    try {
      if (after !== batch.codes || isUnsure) {
        if (!(await write(after, sets))) return undefined
      } else if (isLeftOpen && !(await writeReported())) return undefined
    } catch (error) {
      // They may be marked although nobody calls them; the next write corrects that.
      for (const index of under) outcomes.set(index, '.')
      throw error
    }
    // Keep outcomes that arrived during the write.
    for (const [index, code] of known) if (outcomes.get(index) === code) outcomes.delete(index)
    worked = under.length > 0 ? momentOf(clocks) : undefined
    return under
  }

  /** Recipients of an earlier attempt whose report came late already have the mail. */
  const spare = async (next: readonly number[]) => {
    const reported = await sesReports.get(id, key)
    for (const index of next) if (isProvedSent(reported.codes, index)) outcomes.set(index, 'a')
  }

  /**
   * Notes, before the call, that a recipient is mailed in another language than planned, or in that one after all.
   * @throws when the claim was lost: then they must not be called
   */
  const noteLanguage = async (index: number, planned: string, language: string): Promise<void> => {
    if (language === (languageNoted(switched, index) ?? planned)) return
    const after = withLanguage(switched, index, language)
    if (!(await batches.noteLanguages(id, key, token, switched, after)))
      throw new Error(`Batch ${key} of ${id} is another worker’s by now`)
    switched = after
  }

  return {
    outcomes,
    refusals,
    batch: () => batch,
    /** Indexes of waiting recipients without a call in progress. */
    waiting: (): number[] =>
      [...codesNow()].flatMap((code, index) => (code === '.' && !refusals.isOpen(index) ? [index] : [])),
    mark,
    noteLanguage,
    /**
     * Makes the recipients that a dead worker had under way uncertain: nobody knows whether SES accepted their
     * messages, unless it has reported on them.
     */
    markUncertain: () => write(turn(batch.codes, ['>'], 'u')),
    /** @param anew the number of the send when it was seen cancelled */
    leaveOut: (anew: number) => {
      cancelled = anew
      for (const [index, code] of [...codesNow()].entries()) if (code === '.') outcomes.set(index, 'C')
    },
    /**
     * Fails recipients whom SES refused for no known reason, once nobody is left who could show whether it was the
     * account.
     */
    giveUpRefused: () => {
      for (const index of refusals.othersGoOn()) outcomes.set(index, 'x')
    },
    release: (hintedAt: number, refusalCount?: number) =>
      batches.release(id, key, token, hintedAt, refusalCount),
  }
}

export type ClaimedBatch = ReturnType<typeof createClaimedBatch>

const count = (codes: string, code: OutcomeCode) => codes.split(code).length - 1
