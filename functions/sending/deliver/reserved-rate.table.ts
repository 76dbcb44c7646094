import * as z from 'zod'
import { paceKey } from '../ledger/keys.ts'
import type { Ledger } from '../ledger/ledger.table.ts'
import type { SendId } from '../ledger/send.ts'

/** Unreadable fields count as absent and get overwritten, because this item must not block every send. */
const Reserved = z.object({
  /** The time up to which the account's rate is reserved, Unix ms. */
  until: z.number().optional().catch(undefined),
  /** The send that made the last reservation. */
  send: z.string().optional().catch(undefined),
  /** SES's last answer about the rate, in messages a second, and when it was asked, Unix ms by the database's clock. */
  rate: z.number().positive().optional().catch(undefined),
  askedAt: z.number().optional().catch(undefined),
})
export type Reserved = z.infer<typeof Reserved>

/** One item for the whole account: a worker that moves `until` forward has reserved the time in between. */
export const createPaceTable = (ledger: Ledger) => ({
  get: (): Promise<Reserved | undefined> => ledger.get(Reserved, paceKey),

  /**
   * Moves `until`, unless somebody else did since it was read.
   * @returns whether it was moved. Also false when it was moved but the answer was lost: the reserved time goes unused.
   */
  move: async (known: Reserved | undefined, until: number, send: SendId): Promise<boolean> => {
    const before = known?.until
    const moved = await ledger.update(Reserved, paceKey, {
      set: 'SET #until = :next, send = :send',
      // A value that is not a number fails every comparison.
      condition:
        before === undefined ? 'attribute_not_exists(#until) OR NOT (#until >= :least)' : '#until = :known',
      names: { '#until': 'until' },
      values: {
        ':next': until,
        ':send': send,
        ...(before === undefined ? { ':least': 0 } : { ':known': before }),
      },
    })
    return moved !== undefined
  },

  /** Records SES's answer about the rate. @param askedAt Unix ms by the database's clock */
  noteRate: async (rate: number, askedAt: number): Promise<void> => {
    await ledger.update(Reserved, paceKey, {
      set: 'SET #rate = :rate, askedAt = :at',
      names: { '#rate': 'rate' },
      values: { ':rate': rate, ':at': askedAt },
    })
  },
})
export type PaceTable = ReturnType<typeof createPaceTable>
