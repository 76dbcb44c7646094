import { createAnnouncer } from '../../events/announce.store.ts'
import type { Database } from '../../runtime/database.table.ts'
import { createLeftInboxes } from './left-inboxes.table.ts'
import { notingLeftInboxes } from './note-left-inboxes.ts'
import type { ReaderIdOf } from './reader-id.ts'
import { announcingSubscribers } from './reader-webhook-event.ts'
import { createSubscribersTable, type SubscribersTable } from './subscriber.table.ts'

/**
 * Subscribers as a function changes them of whose doings webhooks are told.
 * @param idOf of a function by which readers leave: inboxes that are left are noted by it
 */
export const createAnnouncingSubscribers = (
  database: Database,
  { SUBSCRIBERS_TABLE: table, WEBHOOKS_QUEUE_URL }: { SUBSCRIBERS_TABLE: string; WEBHOOKS_QUEUE_URL: string },
  idOf?: ReaderIdOf,
): SubscribersTable => {
  const subscribers = announcingSubscribers(
    createSubscribersTable(database, table),
    createAnnouncer(WEBHOOKS_QUEUE_URL, { database, table, may: 'write' }),
  )
  const { note } = createLeftInboxes(database, table)
  return idOf ? notingLeftInboxes(subscribers, { note, idOf }) : subscribers
}
