import * as z from 'zod'
import { retentionKey } from './keys.ts'
import type { Ledger } from './ledger.table.ts'

/** When sends were last looked at whose recipients are to be forgotten, Unix ms, and after which one to go on. */
const Retention = z.object({ at: z.number(), after: z.string().optional() })
export type Retention = z.infer<typeof Retention>

export const createRetentionTable = (ledger: Ledger) => ({
  get: () => ledger.get(Retention, retentionKey),
  set: (retention: Retention) => ledger.put(retentionKey, retention),
})
export type RetentionTable = ReturnType<typeof createRetentionTable>
