import type { BatchesTable } from '../ledger/batch.table.ts'
import { turn } from '../ledger/outcomes.ts'
import type { Send } from '../ledger/send.ts'
import { type ReopenDeps, reopen } from './reopen-batches.ts'

export type RetryDeps = ReopenDeps & { batches: Pick<BatchesTable, 'list'> }

/**
 * Has all recipients wait again for whom a send failed. Leaves open or claimed batches to their workers.
 * @returns how many are now waiting
 */
export const retryFailed = async (deps: RetryDeps, send: Send): Promise<number> => {
  const failed = (await deps.batches.list(send.id)).filter(({ codes }) => /[rmx]/.test(codes))
  return reopen(deps, send, failed, async ({ codes }) => turn(codes, ['r', 'm', 'x'], '.'))
}
