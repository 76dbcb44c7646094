import * as z from 'zod'
import { paceKey } from '../ledger/keys.ts'
import type { Ledger } from '../ledger/ledger.table.ts'
import type { SendId } from '../ledger/send.ts'

/** What cannot be read of it counts as not there, and is written over: it must not hold up every send. */
const Reserved = z.object({
  /** Until when the account's sending rate is given out, Unix ms. */
  until: z.number().optional().catch(undefined),
  /** For which send the last of it was given out. */
  send: z.string().optional().catch(undefined),
  /** What SES said last of that rate, messages a second, and when it was asked, Unix ms by the database's clock. */
  rate: z.number().positive().optional().catch(undefined),
  askedAt: z.number().optional().catch(undefined),
})
export type Reserved = z.infer<typeof Reserved>

/** One item for the whole account: whoever moves `until` on has what lies between. */
export const createPaceTable = (ledger: Ledger) => ({
  get: (): Promise<Reserved | undefined> => ledger.get(Reserved, paceKey),

  /**
   * Moves `until`, if nobody did since it was read.
   * @returns whether it was moved; false also when it was and the answer was lost: what lies between goes unused
   */
  move: async (known: Reserved | undefined, until: number, send: SendId): Promise<boolean> => {
    const before = known?.until
    const moved = await ledger.update(Reserved, paceKey, {
      set: 'SET #until = :next, send = :send',
      // What is no number compares with none.
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

  /** Notes what SES said of the rate. @param askedAt Unix ms by the database's clock */
  noteRate: async (rate: number, askedAt: number): Promise<void> => {
    await ledger.update(Reserved, paceKey, {
      set: 'SET #rate = :rate, askedAt = :at',
      names: { '#rate': 'rate' },
      values: { ':rate': rate, ':at': askedAt },
    })
  },
})
export type PaceTable = ReturnType<typeof createPaceTable>
