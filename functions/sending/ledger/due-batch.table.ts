import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { dueBatchKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

const Due = z.object({ sk: z.string(), stamp: z.string().optional() })

/** Open batches of a series, by when they are due (Unix ms). */
export const createDueBatchesTable = (ledger: Ledger) => ({
  /** A new stamp each time, so that a sweeper which saw the batch closed does not remove a later entry. */
  add: (id: SendId, batch: string, at: number) =>
    ledger.put(dueBatchKeys.of(id, at, batch), { stamp: randomUUID() }),
  /** Batches due by now, longest due first. @param now Unix ms */
  list: async (id: SendId, now: number): Promise<{ batch: string; remove: () => Promise<void> }[]> => {
    const range = dueBatchKeys.upTo(id, now)
    const { items } = await ledger.listReadable(Due, range)
    return items.map(({ sk, stamp }) => ({
      batch: dueBatchKeys.batchIn(sk),
      remove: () => ledger.remove({ pk: range.pk, sk }, stamp ? { stamp } : {}),
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
