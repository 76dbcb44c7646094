import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import { turn } from '../ledger/outcomes.ts'
import type { Send } from '../ledger/send.ts'
import { type ReopenDeps, reopen } from './reopen-batches.ts'

export type RetryDeps = ReopenDeps & {
  batches: Pick<BatchesTable, 'list'>
  time: Pick<DatabaseClock, 'earliest' | 'latest'>
}

/** As long as the API's function may run: by then whoever asked has their answer, or an error. */
const mostMs = 10_000

/**
 * Has all recipients wait again for whom a send failed. Leaves open or claimed batches to their workers.
 * @returns how many are now waiting
 * @throws if its sandbox was frozen meanwhile: then the failed may be others than those whom the person saw
 */
export const retryFailed = async (deps: RetryDeps, send: Send): Promise<number> => {
  const until = deps.time.latest() + mostMs
  const failed = (await deps.batches.list(send.id)).filter(({ codes }) => /[rmx]/.test(codes))
  if (deps.time.earliest() > until) throw new Error('The retry came too late, and changed nothing')
  return reopen(deps, send, failed, async ({ codes }) => turn(codes, ['r', 'm', 'x'], '.'))
}
