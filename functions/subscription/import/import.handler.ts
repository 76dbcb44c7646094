import * as z from 'zod'
import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { madeOfSecret } from '../../runtime/secret.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { environment } from '../settings.ts'
import { createLeftInboxes } from '../states/left-inboxes.table.ts'
import { createReaderIds } from '../states/reader-id.ts'
import { createSubscribersTable } from '../states/subscriber.table.ts'
import { createImportsTable } from './imports.table.ts'
import { createUntouched, createUntouchedInboxes } from './try-rows.ts'
import { createUploads } from './uploads.store.ts'
import { createWorkImport } from './work-import.ts'
import { createWriteRows } from './write-rows.ts'

const settings = readSettings('import', environment.import)
const { database, time } = createTimedDatabase(clocks)
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const leftInboxes = createLeftInboxes(database, settings.SUBSCRIBERS_TABLE)
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)

const writing = {
  idOf: async (address: string) => (await readerIds())(address),
  now: clocks.wall,
  importedNow: time.earliest,
}
const work = createWorkImport({
  imports: createImportsTable(database, settings.IMPORTS_TABLE),
  upload: createUploads(settings.IMPORTS_BUCKET),
  writeRows: createWriteRows({ ...writing, subscribers, leftInboxes }),
  tryRows: () =>
    createWriteRows({
      ...writing,
      subscribers: createUntouched(subscribers),
      leftInboxes: createUntouchedInboxes(leftInboxes),
    }),
  offer: bundledPublication(),
  queue: createQueue(settings.IMPORTS_QUEUE_URL),
  asksQueue: createQueue(settings.ASKS_QUEUE_URL),
  now: clocks.wall,
})

/** From a run before, from the rule that hears of uploads, or an event that the rule could not deliver. */
const Message = z.union([
  z.object({ import: z.string() }),
  z
    .object({ detail: z.object({ object: z.object({ key: z.string() }) }) })
    .transform(({ detail }) => ({ import: detail.object.key })),
])

/** Queue `Imports`: each message is an import to work on, for as long as one run may last. */
export const handler = queueHandler(Message, async ({ import: id }) => {
  const outcome = await work(id, createDeadline(clocks, settings.IMPORT_SECONDS * 1000))
  log.info('importing', { import: id, outcome })
})
