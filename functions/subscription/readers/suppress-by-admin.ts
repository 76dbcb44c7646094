import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { ReaderEvent } from '../states/reader-event.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import { present, type ReaderRow } from '../states/subscriber.ts'

export type SuppressByAdminDeps = {
  subscribers: Subscribers
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
 * What an admin may do about mail to a reader. `suppress`: no mail goes to them any more, whatever they or strangers
 * fill in. `restore`: they may sign up again; it brings nobody back by itself, since only a new opt-in does. `erase`: only
 * their id stays, also of nobody; see `createEraseReader` for the rest of it.
 */
export const createSuppressByAdmin = ({ subscribers, now }: SuppressByAdminDeps) => {
  const change = (id: SubscriberId, type: 'suppress' | 'restore' | 'erase') =>
    changeSubscriber<SuppressedByAdmin>(subscribers, id, (row) => {
      // A sign-up that has lapsed is nobody's, and may still have to be erased.
      const before = type === 'erase' || row?.status === 'erased' ? row : present(row, now())
      if (!before && type !== 'erase') return { result: { outcome: 'nobody' } }
      const after = transition(row, eventOf(id, type, now()), now())
      if (after) return { after, result: { outcome: 'done', row: after, ...(!before && { unknown: true }) } }
      return { result: before ? { outcome: 'already', row: before } : { outcome: 'nobody' } }
    })
  return {
    suppress: (id: SubscriberId) => change(id, 'suppress'),
    restore: (id: SubscriberId) => change(id, 'restore'),
    erase: (id: SubscriberId) => change(id, 'erase'),
  }
}

const eventOf = (id: SubscriberId, type: 'suppress' | 'restore' | 'erase', now: number): ReaderEvent => {
  const at = new Date(now).toISOString()
  if (type === 'erase') return { type, at, id }
  return type === 'suppress' ? { type, at, cause: 'admin' } : { type, at }
}

export type SuppressByAdmin = ReturnType<typeof createSuppressByAdmin>
