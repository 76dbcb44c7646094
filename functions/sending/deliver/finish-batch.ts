import type { Deadline } from '../../runtime/clocks.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send, SendId } from '../ledger/send.ts'
import { settleMs } from './deadline-reserves.ts'
import { type Delivered, type HandBackDeps, handBack, type Stop } from './hand-back-batch.ts'
import type { ClaimedBatch } from './mark-before-calling.ts'
import { refusedReaders } from './unexplained-refusals.ts'

export type FinishDeps = HandBackDeps & {
  sends: Pick<SendsTable, 'refused' | 'gotThrough'>
  sleep: (ms: number) => Promise<void>
  /** Derives the sums of a batch's range again. */
  refreshSums: (id: SendId, key: string) => Promise<void>
}

type Finishing = {
  id: SendId
  key: string
  claimed: ClaimedBatch
  deadline: Deadline
  send?: Send | undefined
  stop?: Stop | undefined
}

/** Writes all outcomes, closes the batch or gives it back, and arranges what comes next. */
export const finishBatch = async (
  deps: FinishDeps,
  { id, key, claimed, deadline, send, stop }: Finishing,
): Promise<Delivered> => {
  if (stop?.by === 'claim-lost') return 'claim-lost'
  if (stop?.by === 'cancelled') claimed.leaveOut(send?.anew ?? 0)
  const why =
    stop ??
    (await refusedInARow(deps, id, claimed, send).catch((failure): Stop => ({ by: 'failure', failure })))
  if (!why) claimed.giveUpRefused()
  const marked = await insist(deps, deadline, () => claimed.mark([])).catch((error) => {
    // Keep the error that stopped the worker, even if the write fails too.
    throw why?.by === 'failure'
      ? new AggregateError([why.failure, error], 'It stopped, and cannot say how far it came')
      : error
  })
  if (!marked) return 'claim-lost'
  const outcome = await handBack(deps, { id, key, claimed, stop: why })
  await deps.refreshSums(id, key)
  if (why?.by === 'failure')
    throw new Error(`Delivering batch ${key} of ${id} stopped`, { cause: why.failure })
  return outcome
}

/**
 * Whether unexplained refusals in a batch where nobody got through are part of a pattern. A series has a single reader
 * in each batch, so refusals across batches are counted in the send.
 */
const refusedInARow = async (
  { sends }: FinishDeps,
  id: SendId,
  { refusals }: ClaimedBatch,
  send: Send | undefined,
): Promise<Stop | undefined> => {
  if (refusals.isAnybodyThrough()) {
    if (send?.refusedInARow) await sends.gotThrough(id)
    return undefined
  }
  const count = refusals.count()
  if (count === 0 || (await sends.refused(id, count)) < refusedReaders) return undefined
  return {
    by: 'account',
    reason: 'several readers in a row were refused for no known reason',
    elsewhere: false,
  }
}

/** Outcomes of calls must be written: retries while the database fails, as long as there is time. */
const insist = async <Result>(
  { sleep }: FinishDeps,
  deadline: Deadline,
  write: () => Promise<Result>,
): Promise<Result> => {
  for (let pause = 500; ; pause *= 2) {
    try {
      return await write()
    } catch (error) {
      if (deadline.leftMs() < pause + settleMs) throw error
      await sleep(pause)
    }
  }
}
