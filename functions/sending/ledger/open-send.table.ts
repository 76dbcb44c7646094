import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { defined } from '../../runtime/defined.ts'
import { openSendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

const Stamped = z.object({
  sk: z.string(),
  stamp: z.string(),
  /** When a send was about to be made, Unix ms. */
  since: z.number().optional(),
  /** When the sweeper last had it begun, Unix ms. */
  hintedAt: z.number().optional(),
})

/** A send that the sweeper looks after. */
export type OpenSend = {
  id: SendId
  stamp: string
  since?: number | undefined
  hintedAt?: number | undefined
  /** Unless it was stamped anew meanwhile. */
  forget: () => Promise<void>
}

/**
 * Sends that the sweeper must look after. Whoever adds one again stamps it anew, so that a sweeper that found nothing
 * left to do a moment before does not forget it.
 */
export const createOpenSendsTable = (ledger: Ledger) => ({
  /** @param since when a send that is not made yet is about to be, Unix ms */
  add: (id: SendId, since?: number) =>
    ledger.put(openSendKeys.of(id), { stamp: randomUUID(), ...defined({ since }) }),

  /** As `add`, for those who may only change items. */
  touch: (id: SendId) =>
    ledger.update(Stamped, openSendKeys.of(id), {
      set: 'SET stamp = :stamp',
      values: { ':stamp': randomUUID() },
    }),

  /** Notes when the sweeper had a send begun, unless it was stamped anew meanwhile. @param now Unix ms */
  hinted: (id: SendId, stamp: string, now: number) =>
    ledger.update(Stamped, openSendKeys.of(id), {
      set: 'SET hintedAt = :now',
      condition: 'stamp = :stamp',
      values: { ':now': now, ':stamp': stamp },
    }),

  /** Those that can be read, and which cannot. */
  list: async (): Promise<{ open: OpenSend[]; unreadable: Error[] }> => {
    const { items, unreadable } = await ledger.listReadable(Stamped, openSendKeys.all)
    const open = items.map(({ sk, stamp, since, hintedAt }) => ({
      ...{ id: openSendKeys.nameIn(sk), stamp, since, hintedAt },
      forget: () => ledger.remove(openSendKeys.of(openSendKeys.nameIn(sk)), { stamp }),
    }))
    return { open, unreadable }
  },
})
export type OpenSendsTable = ReturnType<typeof createOpenSendsTable>
