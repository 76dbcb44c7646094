import type { Database } from '../runtime/database.table.ts'
import { log } from '../runtime/log.ts'
import { type Announce, createAnnounce } from './announce.ts'
import { eventTypes } from './event-types.ts'
import { createWantedEvents } from './wanted-events.table.ts'
import type { Announced } from './webhook-event.ts'

const all: ReadonlySet<string> = new Set(eventTypes)

/**
 * How a function announces events.
 * @param subscribers where is written what is wanted; without it all is announced, for who seldom does
 */
export const createAnnouncer = (
  queueUrl: string,
  subscribers?: { database: Database; table: string },
): Announce =>
  createAnnounce({
    wanted: subscribers ? createWantedEvents(subscribers.database, subscribers.table).get : async () => all,
    queue: async () => {
      const { createQueue, createBriefClient } = await import('../runtime/queue.ts')
      return createQueue<Announced>(queueUrl, createBriefClient())
    },
    now: Date.now,
    onTrouble: (error) => log.error('webhooks will not hear of something', { error: error as Error }),
  })
