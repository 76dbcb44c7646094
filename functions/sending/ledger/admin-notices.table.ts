import * as z from 'zod'
import { notifiedKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'

const Noted = z.object({ sk: z.string() })

/** Notices that the administrator got, by name. */
export const createNotifiedTable = (ledger: Ledger) => ({
  has: async (what: string) => (await ledger.get(Noted, notifiedKeys.of(what))) !== undefined,
  add: async (what: string) => {
    const key = notifiedKeys.of(what)
    await ledger.putNew(Noted, key, { sk: key.sk })
  },
})
