import * as z from 'zod'
import { cadenceKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'

const Chosen = z.object({ issue: z.string().optional() })

/** The issue that each occasion of the cadence sends. */
export const createCadencesTable = (ledger: Ledger) => ({
  /** Chooses once. @returns the occasion's stored choice; undefined = no issue was ready */
  choose: async (occasion: string, issue: string | undefined): Promise<string | undefined> => {
    const { value } = await ledger.putNew(Chosen, cadenceKeys.of(occasion), { issue })
    return value.issue
  },
})
export type CadencesTable = ReturnType<typeof createCadencesTable>
