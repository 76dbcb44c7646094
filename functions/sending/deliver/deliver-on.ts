import type { Deadline } from '../../runtime/clocks.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { SendId } from '../ledger/send.ts'
import { createDeliver, type DeliverDeps, enoughMs } from './deliver-batch.ts'
import type { Delivered } from './finish-batch.ts'

export type DeliverOnDeps = DeliverDeps & {
  batches: Pick<BatchesTable, 'nextOpen'>
}

export type DeliveredOn = {
  /** What became of each batch, in order. */
  delivered: { batch: string; outcome: Delivered }[]
  /** How long after its time the worker ended, ms: its sandbox stood still. */
  lateMs: number
}

/**
 * Delivers a batch, and then others of the same send that nobody works on, as long as the invocation lasts. A small rate
 * needs one worker or two: the messages of the others end at once ("crowded"), and these go on with their batches.
 */
export const createDeliverOn = (deps: DeliverOnDeps) => {
  const deliver = createDeliver(deps)
  return async (id: SendId, key: string, deadline: Deadline): Promise<DeliveredOn> => {
    const delivered: { batch: string; outcome: Delivered }[] = []
    for (let batch: string | undefined = key; batch; ) {
      const outcome = await deliver(id, batch, deadline)
      delivered.push({ batch, outcome })
      const mayGoOn = outcome === 'closed' && deadline.leftMs() > enoughMs
      // A row that cannot be read, or a database that fails: this message is done, and others have theirs.
      batch = mayGoOn
        ? await deps.batches.nextOpen(id, batch, deps.time.earliest()).catch(() => undefined)
        : undefined
    }
    return { delivered, lateMs: Math.max(0, -deadline.leftMs()) }
  }
}
