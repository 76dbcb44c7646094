import * as z from 'zod'
import { erasureKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

/** A reader who was erased, and is still to be blanked in the ledger. */
export const Erasure = z.object({
  /** The reader's id. */
  sk: z.string(),
  /** When it was asked for, Unix ms by the database's clock; tells it from a later one of the same reader. */
  at: z.number(),
  /** The reader's row was erased: it may be another's by now, who came back. */
  done: z.literal(true).optional(),
  /** Planned sends in which the reader may still be named; absent = not looked up yet. */
  sends: z.array(z.string()).optional(),
  /** Names what is left of the reader's batches in series; known to nobody once this item is gone. */
  name: z.string(),
})
export type Erasure = z.infer<typeof Erasure>

const same = { condition: '#at = :at', names: { '#at': 'at' } }

/** Erasures that the sweeper carries out. */
export const createErasuresTable = (ledger: Ledger) => ({
  /** Before the reader's row is erased, so that nobody is forgotten if this dies in between. */
  add: (reader: string, at: number, name: string) => ledger.put(erasureKeys.of(reader), { at, name }),
  /** The readable ones, and errors for the others. */
  list: () => ledger.listReadable(Erasure, erasureKeys.all),
  /** Notes that the reader's row is erased. */
  isDone: (reader: string, at: number) =>
    ledger.update(Erasure, erasureKeys.of(reader), {
      set: 'SET done = :true',
      ...same,
      values: { ':at': at, ':true': true },
    }),
  /** Notes in which sends the reader is still to be blanked. */
  left: ({ sk, at }: Erasure, sends: readonly SendId[]) =>
    ledger.update(Erasure, erasureKeys.of(sk), {
      set: 'SET sends = :sends',
      ...same,
      values: { ':at': at, ':sends': sends },
    }),
  remove: ({ sk, at }: Erasure) => ledger.remove(erasureKeys.of(sk), { at }),
})
export type ErasuresTable = ReturnType<typeof createErasuresTable>
