import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import type { DueBatchesTable } from '../ledger/due-batch.table.ts'
import type { OutcomeCode } from '../ledger/outcomes.ts'
import { placeIn, type RangeSums } from '../ledger/range-sums.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send } from '../ledger/send.ts'
import type { Place } from '../ledger/sums.ts'
import { whyNobodyWaits } from '../schedule/may-wait-again.ts'

export type ReopenDeps = {
  dueBatches: Pick<DueBatchesTable, 'add'>
  batches: Pick<BatchesTable, 'reopen'>
  rangeSums: Pick<RangeSums, 'reopening'>
  /** What may be sent: nothing that is, or is to be, taken down. */
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  sends: Pick<SendsTable, 'get'>
}

/** Ranges changed in parallel, and batches of each. */
export const atOnce = 8

/**
 * Reopens recipients of closed batches, unless a batch changed since it was read, or the issue is to be taken down.
 * @param change the batch's codes as they are to be: with `.` for whoever is to wait again
 * @returns how many are now waiting
 */
export const reopen = async (
  { dueBatches, batches, rangeSums, editions, sends }: ReopenDeps,
  { id, issue, series }: Send,
  wanted: readonly Batch[],
  change: (batch: Batch) => Promise<string>,
): Promise<number> => {
  let changed = 0
  const reopenOne = async (batch: Batch) => {
    const after = await change(batch)
    if (!after.includes('.')) return
    if (series) await dueBatches.add(id, batch.key, batch.due ?? 0)
    if (await batches.reopen(id, batch.key, batch, after)) changed += count(after, '.')
  }
  const parts = new Map<Place, Batch[]>()
  for (const batch of wanted.filter(({ closed }) => closed))
    parts.set(placeIn(batch.key), [...(parts.get(placeIn(batch.key)) ?? []), batch])
  await inParallel([...parts], atOnce, ([place, some]) =>
    rangeSums.reopening(id, place, async () => {
      // The send is not finished from here on. Who wants the issue taken down has said so before looking at its sends,
      // whoever forgets recipients has stamped the send, and whoever corrects it has made the correction.
      const isForgotten = (await sends.get(id))?.forgotten !== undefined
      if (!isForgotten && !(await whyNobodyWaits({ sends, editions }, { id, issue })))
        await inParallel(some, atOnce, reopenOne)
    }),
  )
  return changed
}

export const count = (codes: string, code: OutcomeCode) => codes.split(code).length - 1
