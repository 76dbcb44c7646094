import type { DatabaseClock } from '../runtime/database-clock.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import type { ErasuresTable } from '../sending/ledger/erasure.table.ts'
import type { SendsTable } from '../sending/ledger/send.table.ts'
import type { SignUpCounters } from '../subscription/forms/sign-ups.table.ts'
import type { SuppressByAdmin, SuppressedByAdmin } from '../subscription/readers/suppress-by-admin.ts'
import { inboxName, inboxOf } from '../subscription/states/canonical-inbox.ts'
import type { ReaderIdOf } from '../subscription/states/reader-id.ts'
import type { SubscribersTable } from '../subscription/states/subscriber.table.ts'

export type EraseReaderDeps = {
  subscribers: Pick<SubscribersTable, 'get' | 'removeRequest'>
  byAdmin: Pick<SuppressByAdmin, 'erase'>
  erasures: Pick<ErasuresTable, 'add' | 'isDone'>
  sends: Pick<SendsTable, 'get' | 'ids' | 'blankTest'>
  counters: Pick<SignUpCounters, 'forget'>
  idOf: ReaderIdOf
  /** Creates a secret name. */
  token: () => string
  time: Pick<DatabaseClock, 'likely'>
}

/** Tests looked at in parallel. */
const atOnce = 20

/**
 * Erases a reader: what was counted of mails to their inbox, tests that went to their address, their row, and a sign-up that
 * waits. The sweeper takes them out of the ledger. Only their id stays, also of an address that nobody has, so that no import
 * brings them in. Who was erased before is gone through once more: that call may have died half-way. The row, which has the
 * address by which the rest is found, is erased after it, so that a reader's own link finishes what an earlier press began.
 * @returns a function of a normalised address
 */
export const createEraseReader = (deps: EraseReaderDeps) => {
  const { subscribers, byAdmin, erasures, sends, counters, idOf, token, time } = deps
  const blankTests = async (address: string) => {
    const tests = (await sends.ids()).filter((id) => id.includes('--test-'))
    await inParallel(tests, atOnce, async (id) => {
      if ((await sends.get(id))?.test?.address === address) await sends.blankTest(id, address)
    })
  }
  const eraseRow = async (id: string): Promise<SuppressedByAdmin> => {
    // An answer of the database sets its clock.
    await subscribers.get(id)
    // Noted first: if this dies after the row is erased, the sweeper goes on.
    const at = Math.floor(time.likely())
    await erasures.add(id, at, token())
    const erased = await byAdmin.erase(id)
    await erasures.isDone(id, at)
    return erased
  }
  return async (address: string): Promise<SuppressedByAdmin> => {
    const id = await idOf(address)
    await counters.forget(await inboxName(inboxOf(address), idOf))
    await blankTests(address)
    const erased = await eraseRow(id)
    await subscribers.removeRequest(id)
    return erased
  }
}
export type EraseReader = ReturnType<typeof createEraseReader>
