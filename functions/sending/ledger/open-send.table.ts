import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { defined } from '../../runtime/defined.ts'
import { openSendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'

const Stamped = z.object({
  sk: z.string(),
  stamp: z.string(),
  /** When a send was about to be created, Unix ms. */
  since: z.number().optional(),
  /** When the sweeper last asked to start it, Unix ms. */
  hintedAt: z.number().optional(),
})

/** A send that the sweeper watches. */
export type OpenSend = {
  id: SendId
  stamp: string
  since?: number | undefined
  hintedAt?: number | undefined
  /** Removes it, unless its stamp has changed. */
  forget: () => Promise<void>
}

/**
 * Sends that the sweeper must watch. Adding one again changes its stamp, so that a sweeper which has just found nothing
 * left to do does not forget it.
 */
export const createOpenSendsTable = (ledger: Ledger) => ({
  /** @param since when a send that does not exist yet is about to be created, Unix ms */
  add: (id: SendId, since?: number) =>
    ledger.put(openSendKeys.of(id), { stamp: randomUUID(), ...defined({ since }) }),

  /** Like `add`, for callers with permission only to update items. */
  touch: (id: SendId) =>
    ledger.update(Stamped, openSendKeys.of(id), {
      set: 'SET stamp = :stamp',
      values: { ':stamp': randomUUID() },
    }),

  /** Records when the sweeper asked to start a send, unless its stamp has changed. @param now Unix ms */
  hinted: (id: SendId, stamp: string, now: number) =>
    ledger.update(Stamped, openSendKeys.of(id), {
      set: 'SET hintedAt = :now',
      condition: 'stamp = :stamp',
      values: { ':now': now, ':stamp': stamp },
    }),

  /** The readable entries, and errors for the unreadable ones. */
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
