import * as z from 'zod'
import { dueBatchKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { stamp } from './stamp.table.ts'

const Due = z.object({ sk: z.string(), stamp: z.string().optional() })

/** Open batches of a series, by when they are due (Unix ms). */
export const createDueBatchesTable = (ledger: Ledger) => ({
  /** A new stamp each time, so that a sweeper which saw the batch closed does not remove a later entry. */
  add: (id: SendId, batch: string, at: number) => stamp(ledger, dueBatchKeys.of(id, at, batch)),
  /** Batches due by now, longest due first. @param now Unix ms */
  list: async (id: SendId, now: number): Promise<{ batch: string; remove: () => Promise<void> }[]> => {
    const range = dueBatchKeys.upTo(id, now)
    const { items } = await ledger.listReadable(Due, range)
    return items.map(({ sk, stamp: seen }) => ({
      batch: dueBatchKeys.batchIn(sk),
      remove: () => ledger.remove({ pk: range.pk, sk }, seen ? { stamp: seen } : {}),
    }))
  },
  /** Removes all that says when a batch is due. */
  removeAll: async (id: SendId, batch: string): Promise<void> => {
    const { items } = await ledger.listReadable(Due, dueBatchKeys.all(id))
    for (const { sk } of items)
      if (dueBatchKeys.batchIn(sk) === batch) await ledger.remove({ pk: dueBatchKeys.all(id).pk, sk })
  },
  isEmpty: (id: SendId) => ledger.isEmpty(dueBatchKeys.all(id)),
})
export type DueBatchesTable = ReturnType<typeof createDueBatchesTable>
