import type { Queue } from '../runtime/queue.ts'
import type { EventType } from './event-types.ts'
import type { Announced, WebhookEvent } from './webhook-event.ts'

/**
 * Announces what is about to be done.
 * @throws when the event can be kept nowhere: its deed must not be done then, and is tried again
 */
export type Announce = (type: EventType, about: string, mark: string) => Promise<void>

export type AnnounceDeps = {
  /** What any webhook wants to be told of; without it everything is announced, for who seldom does. */
  wanted?: () => Promise<ReadonlySet<string>>
  queue: Pick<Queue<Announced>, 'send'>
  /** Keeps what no queue takes, for deeds that go on all the same. Without it they are refused. */
  owe?: (event: WebhookEvent) => Promise<void>
  /** Unix ms. */
  now: () => number
  onTrouble: (what: string, error: unknown) => void
}

/** By then the deed is usually done, and whoever looks for it finds it at once. */
const delaySeconds = 2
/** More would let somebody wait who has pressed a button. */
const mostTries = 2

/**
 * Queues an event for the webhooks before its deed is done, so that nothing is done of which they never hear. What is not
 * done after all is not told, because whoever tells it looks first.
 */
export const createAnnounce =
  ({ wanted, queue, owe, now, onTrouble }: AnnounceDeps): Announce =>
  async (type, about, mark) => {
    // Who does not know whether it is wanted announces it: nobody is told what they do not want.
    const types = await wanted?.().catch((error) => onTrouble('what webhooks want cannot be read', error))
    if (types && !types.has(type)) return
    const event = { type, at: new Date(now()).toISOString(), about, mark }
    for (let tries = 1; ; tries += 1) {
      try {
        return await queue.send([{ kind: 'event', event }], delaySeconds)
      } catch (error) {
        if (tries < mostTries) continue
        if (!owe) throw error
        onTrouble('the queue of webhooks takes nothing: an event waits for the sweeper', error)
        return owe(event)
      }
    }
  }
