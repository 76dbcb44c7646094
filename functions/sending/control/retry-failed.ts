import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { Batch } from '../ledger/batch.ts'
import { turn } from '../ledger/outcomes.ts'
import type { Send } from '../ledger/send.ts'
import { type ReopenDeps, reopen } from './reopen-batches.ts'

export type RetryDeps = ReopenDeps & {
  batches: Pick<BatchesTable, 'list'>
  time: Pick<DatabaseClock, 'earliest' | 'latest'>
}

/** As long as the API's function may run: by then whoever asked has their answer, or an error. */
const mostMs = 10_000

/** Batches with recipients for whom a send failed, and until when (Unix ms) that may be acted on. */
export type Failed = { batches: Batch[]; until: number }

export const findFailed = async (deps: RetryDeps, { id }: Send): Promise<Failed> => {
  const until = deps.time.latest() + mostMs
  return { until, batches: (await deps.batches.list(id)).filter(({ codes }) => /[rmx]/.test(codes)) }
}

/**
 * Has all recipients wait again for whom a send failed. Leaves open or claimed batches to their workers.
 * @returns how many are now waiting
 * @throws if its sandbox was frozen meanwhile: then the failed may be others than those whom the person saw
 */
export const retryFailed = async (
  deps: RetryDeps,
  send: Send,
  { batches, until }: Failed,
): Promise<number> => {
  if (deps.time.earliest() > until) throw new Error('The retry came too late, and changed nothing')
  return reopen(deps, send, batches, async ({ codes }) => turn(codes, ['r', 'm', 'x'], '.'))
}
