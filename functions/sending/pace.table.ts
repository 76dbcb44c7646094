import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { createLedger, type Ledger } from './ledger.table.ts'

/** Until when the account's sending rate is given out, Unix ms. */
const Reserved = z.object({ until: z.number() })
export type Reserved = z.infer<typeof Reserved>

const key = { pk: 'pace', sk: 'pace' }

/** One item for the whole account: whoever moves `until` on has what lies between. */
export const createPaceTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => ({
  get: (): Promise<Reserved | undefined> => ledger.get(Reserved, key),

  /**
   * Moves `until`, if nobody did since it was read.
   * @returns whether it was moved; false also when it was and the answer was lost: what lies between goes unused
   */
  move: async (known: Reserved | undefined, until: number): Promise<boolean> => {
    if (!known) return (await ledger.putNew(Reserved, key, { until })).won
    const moved = await ledger.update(Reserved, key, {
      set: 'SET #until = :next',
      condition: '#until = :known',
      names: { '#until': 'until' },
      values: { ':next': until, ':known': known.until },
    })
    return moved !== undefined
  },
})
export type PaceTable = ReturnType<typeof createPaceTable>
