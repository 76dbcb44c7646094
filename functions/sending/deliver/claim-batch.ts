import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { SendId } from '../ledger/send.ts'
import { type ClaimedBatch, type ClaimedBatchDeps, createClaimedBatch } from './mark-before-calling.ts'

export type ClaimBatchDeps = ClaimedBatchDeps & {
  batches: Pick<BatchesTable, 'claim'>
  time: DatabaseClock
  /** Creates a fencing token. */
  token: () => string
}

/**
 * Claims a batch under a new fencing token, for as long as this invocation can send. Recipients that a dead worker left
 * under way become uncertain.
 * @param deadline of this invocation
 * @returns undefined when another worker holds the batch, or it is closed; `lost` when another took it meanwhile
 */
export const claimBatch = async (
  deps: ClaimBatchDeps,
  id: SendId,
  key: string,
  deadline: Deadline,
): Promise<ClaimedBatch | 'lost' | undefined> => {
  const { batches, time } = deps
  const token = deps.token()
  // Claim only if the old lease has certainly ended; hold the new one until this worker certainly sends nothing more.
  const lease = Math.ceil(time.latest() + Math.max(0, deadline.leftMs()))
  const won = await batches.claim(id, key, token, time.earliest(), lease)
  if (!won) return undefined
  const claimed = createClaimedBatch(deps, { id, key, token }, won)
  return won.codes.includes('>') && !(await claimed.markUncertain()) ? 'lost' : claimed
}
