import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { ReaderEvent } from '../states/reader-event.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import { present, type ReaderRow } from '../states/subscriber.ts'

export type SuppressByAdminDeps = {
  /** By any id that was ever theirs. */
  subscribers: Subscribers
  /** Whether there is a row of just this id, such as that of who has moved and is gone. */
  isTaken: (id: SubscriberId) => Promise<boolean>
  /** Unix ms. */
  now: () => number
}

export type SuppressedByAdmin =
  /** `unknown`: nobody had the address, and now no import brings it in. */
  | { outcome: 'done'; row: ReaderRow; unknown?: true }
  /** Nothing to do: they are suppressed or erased already, or not suppressed. */
  | { outcome: 'already'; row: ReaderRow }
  | { outcome: 'nobody' }

/**
 * What an admin may do about mail to a reader, or to an address that nobody has. `suppress`: no mail goes there any more,
 * whatever they or strangers fill in. `restore`: they may sign up again; it brings nobody back by itself, since only a new
 * opt-in does.
 */
export const createSuppressByAdmin = ({ subscribers, isTaken, now }: SuppressByAdminDeps) => {
  const change = (id: SubscriberId, type: 'suppress' | 'restore') =>
    changeSubscriber<SuppressedByAdmin>(subscribers, id, async (row) => {
      const before = row?.status === 'erased' ? row : present(row, now())
      if (!before && (type === 'restore' || (!row && (await isTaken(id)))))
        return { result: { outcome: 'nobody' } }
      const at = new Date(now()).toISOString()
      const after = transition(row, before ? eventOf(type, at) : { type: 'block', at, id }, now())
      if (after) return { after, result: { outcome: 'done', row: after, ...(!before && { unknown: true }) } }
      return { result: before ? { outcome: 'already', row: before } : { outcome: 'nobody' } }
    })
  return {
    suppress: (id: SubscriberId) => change(id, 'suppress'),
    restore: (id: SubscriberId) => change(id, 'restore'),
  }
}

const eventOf = (type: 'suppress' | 'restore', at: string): ReaderEvent =>
  type === 'suppress' ? { type, at, cause: 'admin' } : { type, at }

export type SuppressByAdmin = ReturnType<typeof createSuppressByAdmin>
