import { rangeEndKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { RangeEnd } from './range-end.ts'
import type { SendId } from './send.ts'

/** Ends of ranges, each written once. */
export const createRangeEndsTable = (ledger: Ledger) => ({
  add: async (id: SendId, end: RangeEnd) => {
    await ledger.putNew(RangeEnd, rangeEndKeys.of(id, end.range), end)
  },
  get: (id: SendId, range: number) => ledger.get(RangeEnd, rangeEndKeys.of(id, range)),
})
export type RangeEndsTable = ReturnType<typeof createRangeEndsTable>
