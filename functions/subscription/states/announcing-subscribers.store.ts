import { createAnnouncer } from '../../events/announce.store.ts'
import type { Database } from '../../runtime/database.table.ts'
import { announcingSubscribers } from './reader-webhook-event.ts'
import { createSubscribersTable, type SubscribersTable } from './subscriber.table.ts'

/** Subscribers as a function changes them of whose doings webhooks are told. */
export const createAnnouncingSubscribers = (
  database: Database,
  { SUBSCRIBERS_TABLE: table, WEBHOOKS_QUEUE_URL }: { SUBSCRIBERS_TABLE: string; WEBHOOKS_QUEUE_URL: string },
): SubscribersTable =>
  announcingSubscribers(
    createSubscribersTable(database, table),
    createAnnouncer(WEBHOOKS_QUEUE_URL, { database, table, may: 'write' }),
  )
