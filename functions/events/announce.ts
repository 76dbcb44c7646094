import type { Queue } from '../runtime/queue.ts'
import type { EventType } from './event-types.ts'
import type { Announced } from './webhook-event.ts'

/** Announces what is about to be done. Never throws: the deed matters more than who is told of it. */
export type Announce = (type: EventType, about: string, mark: string) => Promise<void>

export type AnnounceDeps = {
  /** What any webhook wants to be told of. */
  wanted: () => Promise<ReadonlySet<string>>
  /** Loaded only when something is wanted. */
  queue: () => Promise<Pick<Queue<Announced>, 'send'>>
  /** Unix ms. */
  now: () => number
  onTrouble: (error: unknown) => void
}

/** By then the deed is usually done, and whoever looks for it finds it at once. */
const delaySeconds = 2

/**
 * Queues an event for the webhooks before its deed is done, so that nothing is done of which they never hear. What is not
 * done after all is not told, because whoever tells it looks first.
 */
export const createAnnounce =
  ({ wanted, queue, now, onTrouble }: AnnounceDeps): Announce =>
  async (type, about, mark) => {
    try {
      if (!(await wanted()).has(type)) return
      const event = { type, at: new Date(now()).toISOString(), about, mark }
      await (await queue()).send([{ kind: 'event', event }], delaySeconds)
    } catch (error) {
      onTrouble(error)
    }
  }
