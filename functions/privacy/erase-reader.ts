import type { SignUpCounters } from '../subscription/forms/sign-ups.table.ts'
import type { SuppressByAdmin, SuppressedByAdmin } from '../subscription/readers/suppress-by-admin.ts'
import { inboxName, inboxOf } from '../subscription/states/canonical-inbox.ts'
import type { SubscribersTable } from '../subscription/states/subscriber.table.ts'
import type { ReaderIdOf } from '../subscription/states/reader-id.ts'

export type EraseReaderDeps = {
  subscribers: Pick<SubscribersTable, 'removeRequest'>
  byAdmin: Pick<SuppressByAdmin, 'erase'>
  counters: Pick<SignUpCounters, 'forget'>
  idOf: ReaderIdOf
}

/**
 * Erases a reader: what is known of them, a sign-up that waits, and what was counted of mails to their inbox. Only their
 * id stays, so that no import brings them back. Who was erased before is gone through once more: that call may have died
 * half-way.
 * @returns a function of a normalised address
 */
export const createEraseReader =
  ({ subscribers, byAdmin, counters, idOf }: EraseReaderDeps) =>
  async (address: string): Promise<SuppressedByAdmin> => {
    const id = await idOf(address)
    const erased = await byAdmin.erase(id)
    await subscribers.removeRequest(id)
    await counters.forget(await inboxName(inboxOf(address), idOf))
    return erased
  }
export type EraseReader = ReturnType<typeof createEraseReader>
