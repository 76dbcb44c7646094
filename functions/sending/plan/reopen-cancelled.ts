import { inParallel } from '../../runtime/in-parallel.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { turn } from '../ledger/outcomes.ts'
import type { RangeSums } from '../ledger/range-sums.ts'
import type { SendId } from '../ledger/send.ts'

export type ReopenDeps = {
  batches: Pick<BatchesTable, 'survey' | 'get' | 'reopen' | 'markAnew'>
  rangeSums: Pick<RangeSums, 'reopening' | 'reopened'>
}

const atOnce = 10
/** Others write a batch meanwhile; each round one of us gets on. */
const mostRounds = 20

/**
 * Has those of a range wait again whom a cancel left out, and sees to it that no worker that saw that cancel leaves out
 * anybody more. The range's planning has ended. Done again without harm; when all are through, the range's sums say so.
 * @param anew the number of the asking anew
 */
export const reopenCancelled = async (
  { batches, rangeSums }: ReopenDeps,
  { id, range, anew }: { id: SendId; range: number; anew: number },
): Promise<void> => {
  const { items, unreadable } = await batches.survey(id, range)
  const wanted = items.filter((batch) => isLeft(batch, anew))
  const work = () => inParallel(wanted, atOnce, (batch) => settle(batches, id, batch, anew))
  const through = wanted.length === 0 ? [] : await rangeSums.reopening(id, range, work)
  if (unreadable.length === 0 && !through.includes(false)) await rangeSums.reopened(id, range, anew)
}

/** Whether somebody of a batch is left out by a cancel, or can be. A closed one has nobody who waits. */
const isLeft = ({ closed, codes, anew = 0 }: Batch, wanted: number): boolean =>
  codes.includes('C') || (!closed && anew < wanted)

/** @returns false while a worker is about to close a batch in which somebody is left out */
const settle = async (
  batches: ReopenDeps['batches'],
  id: SendId,
  found: Batch,
  anew: number,
): Promise<boolean> => {
  let batch: Batch | undefined = found
  for (let round = 0; batch && round < mostRounds; round += 1) {
    const { key, codes, closed } = batch
    if (!isLeft(batch, anew)) return true
    const isLeftOut = codes.includes('C')
    if (isLeftOut && !closed) return false
    const written: Batch | undefined = isLeftOut
      ? await batches.reopen(id, key, batch, turn(codes, ['C'], '.'), { anew })
      : await batches.markAnew(id, key, batch, anew)
    if (written) return true
    batch = await batches.get(id, key)
  }
  return false
}
