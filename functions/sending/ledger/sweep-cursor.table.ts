import * as z from 'zod'
import { sweepCursorKey } from './keys.ts'
import type { Ledger } from './ledger.table.ts'

/** Where a sweep ran out of time; the next one continues there. */
const SweepCursor = z.object({ send: z.string(), range: z.number() })
export type SweepCursor = z.infer<typeof SweepCursor>

export const createSweepCursorTable = (ledger: Ledger) => ({
  get: () => ledger.get(SweepCursor, sweepCursorKey),
  set: (cursor: SweepCursor) => ledger.put(sweepCursorKey, cursor),
  remove: () => ledger.remove(sweepCursorKey),
})
export type SweepCursorTable = ReturnType<typeof createSweepCursorTable>
