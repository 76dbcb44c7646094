import type { Database } from '../runtime/database.table.ts'
import { createLazyQueue } from '../runtime/lazy-queue.store.ts'
import { log } from '../runtime/log.ts'
import { type Announce, createAnnounce } from './announce.ts'
import { createOwedEvents } from './owed-events.table.ts'
import { createWantedEvents } from './wanted-events.table.ts'
import type { Announced } from './webhook-event.ts'

/** `may`: whether the function may write there, and so what no queue takes is owed; a worker's own queue repeats its deed instead. */
export type AnnouncerTable = { database: Database; table: string; may: 'read' | 'write' }

/**
 * How a function announces events: one for as long as it lives.
 * @param subscribers where is written what is wanted; without it all is announced, for who seldom does
 */
export const createAnnouncer = (queueUrl: string, subscribers?: AnnouncerTable): Announce =>
  createAnnounce({
    queue: createLazyQueue<Announced>(queueUrl),
    ...(subscribers && { wanted: createWantedEvents(subscribers.database, subscribers.table).get }),
    ...(subscribers?.may === 'write' && {
      owe: createOwedEvents(subscribers.database, subscribers.table).add,
    }),
    now: Date.now,
    onTrouble: (what, error) => log.error(what, { error: error as Error }),
  })
