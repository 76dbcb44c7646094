import type { Deadline } from '../../runtime/clocks.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { SendId } from '../ledger/send.ts'
import { enoughMs } from './deadline-reserves.ts'
import { createDeliver, type DeliverDeps } from './deliver-batch.ts'
import type { Delivered } from './hand-back-batch.ts'

export type DeliverMoreDeps = DeliverDeps & {
  batches: Pick<BatchesTable, 'nextOpen'>
}

export type DeliveredMore = {
  /** The outcome of each batch, in order. */
  delivered: { batch: string; outcome: Delivered }[]
  /** How many ms after its deadline the worker ended, because its sandbox was frozen. */
  lateMs: number
}

/**
 * Delivers a batch, then other unclaimed batches of the same send while the invocation has time. A low rate needs only
 * one or two workers: the messages of the others end at once (`crowded`), and these workers take over their batches.
 */
export const createDeliverMore = (deps: DeliverMoreDeps) => {
  const deliver = createDeliver(deps)
  return async (id: SendId, key: string, deadline: Deadline): Promise<DeliveredMore> => {
    const delivered: { batch: string; outcome: Delivered }[] = []
    for (let batch: string | undefined = key; batch; ) {
      const outcome = await deliver(id, batch, deadline)
      delivered.push({ batch, outcome })
      const mayGoOn = outcome === 'closed' && deadline.leftMs() > enoughMs
      // If an unreadable row or a database error prevents finding a next batch, this message is still done; other
      // batches have their own messages.
      batch = mayGoOn
        ? await deps.batches.nextOpen(id, batch, deps.time.earliest()).catch(() => undefined)
        : undefined
    }
    return { delivered, lateMs: Math.max(0, -deadline.leftMs()) }
  }
}
