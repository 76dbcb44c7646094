import * as z from 'zod'
import { openSendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import type { SendId } from './send.ts'
import { stamp } from './stamp.table.ts'

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

/** Sends that the sweeper must watch. */
export const createOpenSendsTable = (ledger: Ledger) => ({
  /**
   * Stamps it anew, so that a sweeper which has just found nothing left to do does not forget it, and may ask to start it
   * at once.
   * @param since when a send that does not exist yet is about to be created, Unix ms
   */
  add: (id: SendId, since?: number) =>
    stamp(
      ledger,
      openSendKeys.of(id),
      since === undefined
        ? { set: ' REMOVE hintedAt' }
        : { set: ', since = :since REMOVE hintedAt', values: { ':since': since } },
    ),

  /** Like `add`, and leaves it as it is but for the stamp. */
  touch: (id: SendId) => stamp(ledger, openSendKeys.of(id)),

  /** Records when the sweeper asked to start a send, unless its stamp has changed. @param now Unix ms */
  hinted: (id: SendId, seen: string, now: number) =>
    ledger.update(Stamped, openSendKeys.of(id), {
      set: 'SET hintedAt = :now',
      condition: 'stamp = :stamp',
      values: { ':now': now, ':stamp': seen },
    }),

  /** The stamp of a send that is watched; undefined when nothing of it is left to do. */
  stampOf: async (id: SendId): Promise<string | undefined> =>
    (await ledger.get(Stamped, openSendKeys.of(id)))?.stamp,

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
