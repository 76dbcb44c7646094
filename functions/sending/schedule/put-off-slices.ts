import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send } from '../ledger/send.ts'
import { latenessOf } from './warm-up.ts'

export type PutOffDeps = { sends: Pick<SendsTable, 'putOff'>; time: Pick<DatabaseClock, 'likely'> }

/**
 * Before a send goes on: puts off the warm-up slices that were to begin while it stood still, so that they do not all go
 * out at once.
 * @param since when it came to a stand, ISO 8601; of several times the first counts
 */
export const putOffSlices = async (
  { sends, time }: PutOffDeps,
  send: Send,
  ...since: string[]
): Promise<void> => {
  const laterMs = latenessOf(send, Math.min(...since.map((at) => Date.parse(at))), time.likely())
  if (laterMs !== undefined) await sends.putOff(send.id, laterMs)
}
