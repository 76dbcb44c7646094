import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import { present, type Subscriber } from '../states/subscriber.ts'

export type SuppressByAdminDeps = {
  subscribers: Subscribers
  /** Unix ms. */
  now: () => number
}

export type SuppressedByAdmin =
  | { outcome: 'done'; subscriber: Subscriber }
  /** Nothing to do: they are suppressed already, or not suppressed. */
  | { outcome: 'already'; subscriber: Subscriber }
  | { outcome: 'nobody' }

/**
 * What an admin may do about mail to a reader. `suppress`: no mail goes to them any more, whatever they or strangers
 * fill in. `restore`: they may sign up again; it brings nobody back by itself, since only a new opt-in does.
 */
export const createSuppressByAdmin = ({ subscribers, now }: SuppressByAdminDeps) => {
  const change = (id: SubscriberId, type: 'suppress' | 'restore') =>
    changeSubscriber<SuppressedByAdmin>(subscribers, id, (row) => {
      const before = present(row, now())
      if (!before) return { result: { outcome: 'nobody' } }
      const at = new Date(now()).toISOString()
      const event = type === 'suppress' ? { type, at, cause: 'admin' as const } : { type, at }
      const after = transition(row, event, now())
      return after
        ? { after, result: { outcome: 'done', subscriber: after } }
        : { result: { outcome: 'already', subscriber: before } }
    })
  return {
    suppress: (id: SubscriberId) => change(id, 'suppress'),
    restore: (id: SubscriberId) => change(id, 'restore'),
  }
}
export type SuppressByAdmin = ReturnType<typeof createSuppressByAdmin>
