import type { createPlaceAt } from '../states/address-owners.ts'
import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { NoteInbox } from '../states/note-left-inboxes.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import { present, type ReaderRow } from '../states/subscriber.ts'

export type SuppressByAdminDeps = {
  subscribers: Subscribers
  /** Readers by any id that was ever theirs; see `createStanding`. */
  standing: Subscribers
  /** Where somebody would sign up who came to an address now. */
  placeAt: ReturnType<typeof createPlaceAt>
  /** The id of who has an address. */
  ownerOf: (address: string) => Promise<SubscriberId>
  /** Has imports pass over an address that nobody has, however its inbox is spelled. */
  noteInbox: NoteInbox
  /** Unix ms. */
  now: () => number
}

export type SuppressedByAdmin =
  /** `unknown`: nobody had the address, and now no import brings it in. */
  | { outcome: 'done'; row: ReaderRow; unknown?: true }
  /** Nothing to do: they are suppressed or erased already, or not suppressed. */
  | { outcome: 'already'; row: ReaderRow }
  | { outcome: 'nobody' }

const attempts = 8

/**
 * What an admin may do about mail to an address, whoever has it. `suppress`: no mail goes there any more, whatever its reader or
 * strangers fill in; who has moved away from it goes on reading at their new address. `restore`: they may sign up again; it
 * brings nobody back by itself, since only a new opt-in does.
 */
export const createSuppressByAdmin = (deps: SuppressByAdminDeps) => {
  const { subscribers, standing, placeAt, ownerOf, noteInbox, now } = deps
  /** @returns undefined where its reader is just moving */
  const suppressAt = async (id: SubscriberId, address: string): Promise<SuppressedByAdmin | undefined> =>
    changeSubscriber<SuppressedByAdmin | undefined>(subscribers, id, async (row) => {
      if (row?.status === 'moved') return { result: undefined }
      const before = row?.status === 'erased' ? row : present(row, now())
      const at = new Date(now()).toISOString()
      const cause = 'admin'
      if (!before) await noteInbox(address, id)
      const after = transition(
        row,
        before ? { type: 'suppress', at, cause } : { type: 'block', at, id, cause },
        now(),
      )
      if (after) return { after, result: { outcome: 'done', row: after, ...(!before && { unknown: true }) } }
      return { result: before ? { outcome: 'already', row: before } : { outcome: 'nobody' } }
    })
  return {
    suppress: async (address: string): Promise<SuppressedByAdmin> => {
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const { id, row } = await placeAt(address)
        // Whoever is on their way is brought there first: then they have left this address.
        if (row?.status === 'moved') await standing.get(id)
        else {
          const done = await suppressAt(id, address)
          if (done) return done
        }
      }
      throw new Error(`A reader moved at each of ${attempts} attempts to suppress their address`)
    },
    restore: async (address: string): Promise<SuppressedByAdmin> =>
      changeSubscriber<SuppressedByAdmin>(standing, await ownerOf(address), async (row) => {
        const before = row?.status === 'erased' ? row : present(row, now())
        if (!before) return { result: { outcome: 'nobody' } }
        const after = transition(row, { type: 'restore', at: new Date(now()).toISOString() }, now())
        return after
          ? { after, result: { outcome: 'done', row: after } }
          : { result: { outcome: 'already', row: before } }
      }),
  }
}

export type SuppressByAdmin = ReturnType<typeof createSuppressByAdmin>
