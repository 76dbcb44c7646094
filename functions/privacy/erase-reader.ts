import type { DatabaseClock } from '../runtime/database-clock.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import type { ErasuresTable } from '../sending/ledger/erasure.table.ts'
import type { SendsTable } from '../sending/ledger/send.table.ts'
import type { SignUpCounters } from '../subscription/limits/sign-up-counters.table.ts'
import type { SuppressedByAdmin } from '../subscription/readers/suppress-by-admin.ts'
import { createOwnersOf, ownerAmong } from '../subscription/states/address-owners.ts'
import { inboxName, inboxOf } from '../subscription/states/canonical-inbox.ts'
import { changeSubscriber } from '../subscription/states/change-subscriber.ts'
import { finishMove } from '../subscription/states/finish-move.ts'
import type { NoteInbox } from '../subscription/states/note-left-inboxes.ts'
import type { ReaderIdOf, SubscriberId } from '../subscription/states/reader-id.ts'
import { createStanding } from '../subscription/states/readers-by-any-id.ts'
import { transition } from '../subscription/states/state-machine.ts'
import type { SubscribersTable } from '../subscription/states/subscriber.table.ts'
import { personIn, type ReaderRow } from '../subscription/states/subscriber.ts'

export type EraseReaderDeps = {
  subscribers: Pick<SubscribersTable, 'get' | 'replace' | 'removeRequest'>
  erasures: Pick<ErasuresTable, 'add' | 'isDone'>
  sends: Pick<SendsTable, 'get' | 'ids' | 'blankTest'>
  counters: Pick<SignUpCounters, 'forget'>
  idOf: ReaderIdOf
  /** Has imports pass over an address that nobody has, however its inbox is spelled. */
  noteInbox: NoteInbox
  /** Creates a secret name. */
  token: () => string
  /** Unix ms. */
  now: () => number
  time: Pick<DatabaseClock, 'likely' | 'latest'>
}

/** Tests looked at in parallel. */
const atOnce = 20
const attempts = 6

/**
 * Erases a reader, at every address that was ever theirs: what was counted of mails to their inboxes, tests that went to their
 * addresses, their rows, and a sign-up that waits. The sweeper takes them out of the ledger. Only their ids stay, also of an
 * address that nobody has, so that no import brings them in. Who was erased before is gone through once more: that call may
 * have died half-way. The row by which they were found is erased last, so that who calls again finds the rest by it.
 * @returns a function of a normalised address, and of the id by which the reader is named, if they name themselves: an address
 * may have had several readers, one after the other. It says what became of the last row
 * @throws when they moved at each attempt
 */
export const createEraseReader = (deps: EraseReaderDeps) => {
  const { subscribers, erasures, sends, counters, idOf, noteInbox, token, now, time } = deps
  const moving = { subscribers, latest: time.latest }
  const standing = createStanding(moving)
  const ownersOf = createOwnersOf({ get: subscribers.get, idOf })

  const blankTests = async (addresses: ReadonlySet<string>) => {
    const tests = (await sends.ids()).filter((id) => id.includes('--test-'))
    await inParallel(tests, atOnce, async (id) => {
      const address = (await sends.get(id))?.test?.address
      if (address && addresses.has(address)) await sends.blankTest(id, address)
    })
  }

  /** Every id and address of whoever has or had this one. Nobody of them is on their way. */
  const allOf = async (id: SubscriberId, address: string) => {
    const person = personIn(await standing.get(id))
    const row = await subscribers.get(id)
    // Where a row leads to whose person is erased already, or is another by now.
    const end = row?.status === 'moved' && !person ? [row.to] : []
    const before = person?.movedFrom ?? []
    for (const one of before) await finishMove(moving, one.id)
    const all = [...before.map((one) => one.id), ...(person ? [person.id] : [])]
    const addresses = [...before.map(({ email }) => email), ...(person ? [person.email] : []), address]
    const ids = [...new Set(all.filter((one) => one !== id)), id]
    return { ids, known: [...ids, ...end], addresses: new Set(addresses), isNobody: row === undefined }
  }

  /** @returns `again` when somebody moves just now, to an id that is not among these */
  const eraseRow = async (
    id: SubscriberId,
    known: readonly string[],
  ): Promise<SuppressedByAdmin | 'again'> => {
    // An answer of the database sets its clock.
    await subscribers.get(id)
    // Noted first: if this dies after the row is erased, the sweeper goes on.
    const at = Math.floor(time.likely())
    await erasures.add(id, at, token())
    const erased = await changeSubscriber<SuppressedByAdmin | 'again'>(subscribers, id, (row) => {
      if (row && isMissing(row, known)) return { result: 'again' }
      const after = transition(row, { type: 'erase', at: new Date(now()).toISOString(), id }, now())
      if (after) return { after, result: { outcome: 'done', row: after, ...(!row && { unknown: true }) } }
      return { result: row ? { outcome: 'already', row } : { outcome: 'nobody' } }
    })
    if (erased !== 'again') await erasures.isDone(id, at)
    return erased
  }

  /** @returns what became of the last */
  const eraseRows = async (
    ids: readonly SubscriberId[],
    known: readonly string[],
  ): Promise<SuppressedByAdmin | 'again'> => {
    let erased: SuppressedByAdmin | 'again' = { outcome: 'nobody' }
    for (const id of ids) {
      erased = await eraseRow(id, known)
      if (erased === 'again') return erased
      await subscribers.removeRequest(id)
    }
    return erased
  }

  return async (address: string, named?: SubscriberId): Promise<SuppressedByAdmin> => {
    const owners = named ? [] : await ownersOf(address)
    const id = named ?? ownerAmong(owners)
    // Sign-ups at the address that nobody has confirmed.
    const waiting = owners.filter(({ row }) => row?.status === 'pending').map((one) => one.id)
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const { ids, known, addresses, isNobody } = await allOf(id, address)
      if (isNobody) await noteInbox(address, id)
      for (const one of addresses) await counters.forget(await inboxName(inboxOf(one), idOf))
      for (const one of ids) await counters.forget(one)
      await blankTests(addresses)
      const erased = await eraseRows(ids, known)
      if (erased === 'again') continue
      await eraseRows(waiting, known)
      return erased
    }
    throw new Error(`A reader moved at each of ${attempts} attempts to erase them`)
  }
}
/** Whether a row's person has moved, or comes back, by an id that is not among these. */
const isMissing = (row: ReaderRow, known: readonly string[]): boolean =>
  row.status === 'moved'
    ? row.carried !== undefined || !known.includes(row.to)
    : (personIn(row)?.movedFrom ?? []).some((one) => !known.includes(one.id))

export type EraseReader = ReturnType<typeof createEraseReader>
