import type { Queue } from '../runtime/queue.ts'
import type { OwedEvents } from './owed-events.table.ts'
import type { Announced } from './webhook-event.ts'

export type QueueOwedDeps = {
  owed: Pick<OwedEvents, 'list' | 'remove'>
  queue: Pick<Queue<Announced>, 'send'>
}

/**
 * Queues the events that no queue took when they were announced. Who is interrupted between the two queues one again, which is told
 * once all the same.
 */
export const createQueueOwed =
  ({ owed, queue }: QueueOwedDeps) =>
  async (): Promise<void> => {
    for (const event of await owed.list()) {
      await queue.send([{ kind: 'event', event }])
      await owed.remove(event)
    }
  }
export type QueueOwed = ReturnType<typeof createQueueOwed>
